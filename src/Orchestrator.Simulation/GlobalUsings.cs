global using Orchestrator.Actors;
global using Orchestrator.Actors.Simulated;
global using Orchestrator.Api;
global using Orchestrator.Api.Apps.V1;
global using Orchestrator.Api.Core.V1;
global using Orchestrator.Api.Discovery.V1;
global using Orchestrator.Api.Errors;
global using Orchestrator.Api.Kinds;
global using Orchestrator.Api.Meta.V1;
global using Orchestrator.Api.Values;
global using Orchestrator.ApiServer;
global using Orchestrator.ApiServer.Requests;
global using Orchestrator.Client;
global using Orchestrator.Store;
// Within Orchestrator, "Node" is the room.
global using NodeObject = Orchestrator.Api.Core.V1.Node;

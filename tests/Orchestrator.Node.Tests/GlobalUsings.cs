global using Orchestrator.Actors;
global using Orchestrator.Api;
global using Orchestrator.Api.Core.V1;
global using Orchestrator.Api.Meta.V1;
global using Orchestrator.Api.Values;
global using Orchestrator.Client;
global using Orchestrator.Node.Runtime;
global using NodeObject = Orchestrator.Api.Core.V1.Node;

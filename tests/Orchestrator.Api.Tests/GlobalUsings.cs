global using Orchestrator.Api.Meta.V1;
global using Orchestrator.Api.Values;

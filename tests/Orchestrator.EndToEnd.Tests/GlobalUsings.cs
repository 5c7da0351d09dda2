global using Orchestrator.Testing;

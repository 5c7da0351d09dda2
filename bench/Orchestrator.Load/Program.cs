using Orchestrator.Load;

return await new LoadCommands().Root().Parse(args).InvokeAsync();

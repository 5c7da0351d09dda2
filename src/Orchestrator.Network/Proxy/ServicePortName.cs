using Orchestrator.Api;

namespace Orchestrator.Network.Proxy;

/// <summary>One port of one Service; the port's name is empty where a Service has only one.</summary>
public readonly record struct ServicePortName(ObjectKey Service, string Port)
{
    public override string ToString() => Port.Length == 0 ? Service.ToString() : $"{Service}:{Port}";
}

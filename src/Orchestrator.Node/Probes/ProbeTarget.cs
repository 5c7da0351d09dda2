using System.Globalization;

namespace Orchestrator.Node.Probes;

/// <summary>Resolves the ports and hosts that probes and hooks name.</summary>
public static class ProbeTarget
{
    /// <summary>The port as a number; null when no port of the container has that name.</summary>
    public static int? Port(Container container, IntOrString port)
    {
        if (!port.IsString)
            return port.IntValue;
        foreach (var declared in container.Ports)
        {
            if (declared.Name == port.StringValue)
                return declared.ContainerPortValue;
        }
        return int.TryParse(port.StringValue, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : null;
    }

    /// <summary>Null when the port cannot be resolved.</summary>
    public static HttpProbe? Http(Container container, HTTPGetAction action, string podIp) =>
        Port(container, action.Port) is { } port
            ? new(
                action.Scheme ?? "HTTP",
                action.Host is { Length: > 0 } host ? host : podIp,
                port,
                action.Path is { Length: > 0 } path ? (path[0] == '/' ? path : "/" + path) : "/",
                action.HTTPHeaders)
            : null;
}

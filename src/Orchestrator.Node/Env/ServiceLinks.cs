using System.Globalization;

namespace Orchestrator.Node.Env;

/// <summary>The variables by which a program finds Services, in Docker's old style.</summary>
public static class ServiceLinks
{
    /// <summary>Of each Service with a cluster address: host, port, named ports, and the links of every port.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(IEnumerable<Service> services)
    {
        foreach (var service in services)
        {
            if (service.Spec.ClusterIP is not { Length: > 0 } ip || ip == "None" || service.Spec.Ports.IsEmpty)
                continue;
            var name = Upper(service.Metadata.Name!);
            var first = service.Spec.Ports[0];
            yield return new($"{name}_SERVICE_HOST", ip);
            yield return new($"{name}_SERVICE_PORT", Text(first.Port));
            foreach (var port in service.Spec.Ports)
            {
                if (port.Name is { Length: > 0 } named)
                    yield return new($"{name}_SERVICE_PORT_{Upper(named)}", Text(port.Port));
            }
            yield return new($"{name}_PORT", Url(first, ip));
            foreach (var port in service.Spec.Ports)
            {
                var prefix = $"{name}_PORT_{Text(port.Port)}_{(port.Protocol ?? "TCP").ToUpperInvariant()}";
                yield return new(prefix, Url(port, ip));
                yield return new(prefix + "_PROTO", (port.Protocol ?? "TCP").ToLowerInvariant());
                yield return new(prefix + "_PORT", Text(port.Port));
                yield return new(prefix + "_ADDR", ip);
            }
        }
    }

    private static string Url(ServicePort port, string ip) =>
        $"{(port.Protocol ?? "TCP").ToLowerInvariant()}://{ip}:{Text(port.Port)}";

    private static string Upper(string name) => name.ToUpperInvariant().Replace('-', '_').Replace('.', '_');

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}

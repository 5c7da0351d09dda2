using System.Globalization;

namespace Orchestrator.Node.Env;

/// <summary>The variables by which a program finds Services, in Docker's old style.</summary>
public static class ServiceLinks
{
    /// <summary>Of each Service with a cluster address: host, port, named ports, and the links of every port. Names
    /// are made of the Service's own ports, values are where it answers.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(IEnumerable<Service> services, IServedPorts ports)
    {
        foreach (var service in services)
        {
            if (service.Spec.ClusterIP is not { Length: > 0 } ip || ip == "None" || service.Spec.Ports.IsEmpty)
                continue;
            var name = Upper(service.Metadata.Name!);
            var first = service.Spec.Ports[0];
            yield return new($"{name}_SERVICE_HOST", ip);
            yield return new($"{name}_SERVICE_PORT", Served(first));
            foreach (var port in service.Spec.Ports)
            {
                if (port.Name is { Length: > 0 } named)
                    yield return new($"{name}_SERVICE_PORT_{Upper(named)}", Served(port));
            }
            yield return new($"{name}_PORT", Url(first));
            foreach (var port in service.Spec.Ports)
            {
                var prefix = $"{name}_PORT_{Text(port.Port)}_{(port.Protocol ?? "TCP").ToUpperInvariant()}";
                yield return new(prefix, Url(port));
                yield return new(prefix + "_PROTO", (port.Protocol ?? "TCP").ToLowerInvariant());
                yield return new(prefix + "_PORT", Served(port));
                yield return new(prefix + "_ADDR", ip);
            }

            string Served(ServicePort port) =>
                Text(ports.PortOf(service.Key, ip, port.Port, (port.Protocol ?? "TCP").ToUpperInvariant()));

            string Url(ServicePort port) =>
                $"{(port.Protocol ?? "TCP").ToLowerInvariant()}://{ip}:{Served(port)}";
        }
    }

    private static string Upper(string name) => name.ToUpperInvariant().Replace('-', '_').Replace('.', '_');

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}

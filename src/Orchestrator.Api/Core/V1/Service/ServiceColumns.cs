using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>The columns of <c>kubectl get services</c>.</summary>
internal static class ServiceColumns
{
    public static ValueList<PrinterColumn> All { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Text<Service>("Type", "How the Service is reached.", service => service.Spec.Type ?? ""),
        PrinterColumn.Text<Service>("Cluster-IP", "Its address inside the cluster.", ClusterIP),
        PrinterColumn.Text<Service>("External-IP", "Addresses at which it answers outside the cluster.", ExternalIP),
        PrinterColumn.Text<Service>("Port(s)", "Its ports, with node ports behind a colon.", Ports),
        PrinterColumn.Age,
        PrinterColumn.Wide<Service>(
            "Selector", "Labels of the Pods that traffic goes to.", service => CellText.Labels(service.Spec.Selector)),
    ];

    private static string ClusterIP(Service service) =>
        CellText.OrNone(service.Spec.ClusterIPs.IsEmpty ? service.Spec.ClusterIP : service.Spec.ClusterIPs[0]);

    private static string ExternalIP(Service service) => service.Spec.Type switch
    {
        "ClusterIP" or "NodePort" => CellText.OrNone(string.Join(',', service.Spec.ExternalIPs)),
        "LoadBalancer" => LoadBalancer(service),
        "ExternalName" => service.Spec.ExternalName ?? "",
        _ => CellText.Unknown,
    };

    private static string LoadBalancer(Service service)
    {
        var ingress = service.Status.LoadBalancer.Ingress
            .Select(point => string.IsNullOrEmpty(point.IP) ? point.Hostname ?? "" : point.IP)
            .Where(point => point.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var addresses = string.Join(',', ingress.Concat(service.Spec.ExternalIPs));
        return addresses.Length == 0 ? "<pending>" : addresses;
    }

    private static string Ports(Service service) =>
        CellText.OrNone(string.Join(',', service.Spec.Ports.Select(port => port.NodePort > 0
            ? $"{port.Port}:{port.NodePort}/{port.Protocol}"
            : $"{port.Port}/{port.Protocol}")));
}

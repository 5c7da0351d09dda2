using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>The columns of <c>kubectl get nodes</c>.</summary>
internal static class NodeColumns
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static ValueList<PrinterColumn> All { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Text<Node>("Status", "Whether the node is ready, and whether Pods may be placed on it.", Status),
        PrinterColumn.Text<Node>("Roles", "Roles its labels name.", Roles),
        PrinterColumn.Age,
        PrinterColumn.Text<Node>(
            "Version", "The version its kubelet reports.", node => node.Status.NodeInfo.KubeletVersion),
        PrinterColumn.Wide<Node>(
            "Internal-IP", "Its address inside the cluster.", node => Address(node, "InternalIP")),
        PrinterColumn.Wide<Node>(
            "External-IP", "Its address outside the cluster.", node => Address(node, "ExternalIP")),
        PrinterColumn.Wide<Node>(
            "OS-Image", "Its operating system, by name.", node => CellText.OrUnknown(node.Status.NodeInfo.OSImage)),
        PrinterColumn.Wide<Node>(
            "Kernel-Version", "Its kernel's version.", node => CellText.OrUnknown(node.Status.NodeInfo.KernelVersion)),
        PrinterColumn.Wide<Node>(
            "Container-Runtime", "What runs its containers, with version.",
            node => CellText.OrUnknown(node.Status.NodeInfo.ContainerRuntimeVersion)),
    ];

    private static string Status(Node node)
    {
        var ready = node.Status.Conditions.LastOrDefault(condition => condition.Type == "Ready");
        var status = ready switch { null => "Unknown", { Status: "True" } => "Ready", _ => "NotReady" };
        return node.Spec.Unschedulable ? status + ",SchedulingDisabled" : status;
    }

    private static string Roles(Node node)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Metadata.Labels)
        {
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal) && key.Length > RolePrefix.Length)
                roles.Add(key[RolePrefix.Length..]);
            else if (key == "kubernetes.io/role" && value.Length > 0)
                roles.Add(value);
        }
        return CellText.OrNone(string.Join(',', roles));
    }

    private static string Address(Node node, string type) =>
        node.Status.Addresses.FirstOrDefault(address => address.Type == type)?.Address ?? CellText.None;
}

using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>The columns of <c>kubectl get pods</c>.</summary>
internal static class PodColumns
{
    public static ValueList<PrinterColumn> All { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Text<Pod>("Ready", "Containers that are ready, of all the Pod has.", Ready),
        PrinterColumn.Text<Pod>(
            "Status", "The Pod's phase, or what keeps it from running.", pod => PodSummary.Of(pod).Status),
        PrinterColumn.Timed<Pod>(
            "Restarts", "How often its containers were started again, and when last.",
            (pod, now) => PodSummary.Of(pod).RestartsText(now)),
        PrinterColumn.Age,
        PrinterColumn.Wide<Pod>("IP", "The Pod's address.", Address),
        PrinterColumn.Wide<Pod>("Node", "The node it is bound to.", pod => CellText.OrNone(pod.Spec.NodeName)),
        PrinterColumn.Wide<Pod>(
            "Nominated Node", "The node where others are preempted to make room for it.",
            pod => CellText.OrNone(pod.Status.NominatedNodeName)),
        PrinterColumn.Wide<Pod>("Readiness Gates", "Readiness gates that are open, of all it has.", Gates),
    ];

    private static string Ready(Pod pod)
    {
        var summary = PodSummary.Of(pod);
        return $"{summary.Ready}/{summary.Total}";
    }

    private static string Address(Pod pod) =>
        CellText.OrNone(
            string.IsNullOrEmpty(pod.Status.PodIP) ? pod.Status.PodIPs.FirstOrDefault()?.IP : pod.Status.PodIP);

    private static string Gates(Pod pod)
    {
        var gates = pod.Spec.ReadinessGates;
        if (gates.IsEmpty)
            return CellText.None;
        return $"{gates.Count(gate => PodSummary.HasCondition(pod, gate.ConditionType))}/{gates.Count}";
    }
}

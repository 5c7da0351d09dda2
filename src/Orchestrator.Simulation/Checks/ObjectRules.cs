namespace Orchestrator.Simulation.Checks;

/// <summary>What must hold of every single change of an object, whoever made it.</summary>
internal sealed class ObjectRules(Verdicts verdicts)
{
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _nodePorts = [];

    public void Check(ChangeRecord record, KubeObject? before, KubeObject? after)
    {
        if (before is not null && after is not null)
            CheckSuccession(record, before, after);
        if (before is Service || after is Service)
            CheckNumbers(record, before as Service, after as Service);
    }

    private void CheckSuccession(ChangeRecord record, KubeObject before, KubeObject after)
    {
        var (was, now) = (before.Metadata, after.Metadata);
        if (was.Uid != now.Uid)
            verdicts.Violated($"{record}: the uid was {was.Uid}, and nobody deleted the object");
        if (was.CreationTimestamp != now.CreationTimestamp)
            verdicts.Violated($"{record}: the creation time changed from {was.CreationTimestamp}");
        if (was.DeletionTimestamp is not null && now.DeletionTimestamp is null)
            verdicts.Violated($"{record}: its deletion was taken back");
        if (now.Generation < was.Generation)
            verdicts.Violated($"{record}: generation {now.Generation} after {was.Generation}");
        if (before is Pod pod && after is Pod next)
            CheckPod(record, pod, next);
    }

    private void CheckPod(ChangeRecord record, Pod before, Pod after)
    {
        if (before.Spec.NodeName is { Length: > 0 } node && after.Spec.NodeName != node)
            verdicts.Violated($"{record}: bound to {node}, now to {after.Spec.NodeName}");
        if (before.Status.Phase is "Succeeded" or "Failed" && after.Status.Phase != before.Status.Phase)
            verdicts.Violated($"{record}: {before.Status.Phase} became {after.Status.Phase}");
    }

    /// <summary>No two Services hold one address or one node port.</summary>
    private void CheckNumbers(ChangeRecord record, Service? before, Service? after)
    {
        if (before?.Spec.ClusterIP is { Length: > 0 } freed and not "None")
            _addresses.Remove(freed);
        foreach (var port in before?.Spec.Ports ?? [])
            _nodePorts.Remove(port.NodePort);
        if (after?.Spec.ClusterIP is { Length: > 0 } taken and not "None" && !_addresses.TryAdd(taken, record.Key))
            verdicts.Violated($"{record}: address {taken} is that of {_addresses[taken]}");
        foreach (var port in after?.Spec.Ports ?? [])
        {
            if (port.NodePort != 0 && !_nodePorts.TryAdd(port.NodePort, record.Key))
                verdicts.Violated($"{record}: node port {port.NodePort} is that of {_nodePorts[port.NodePort]}");
        }
    }
}

namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>Decides about members that are missed. Pure.</summary>
/// <remarks>
/// A node stays as long as it has a control plane. A control plane gives up lost nodes by itself, and lost control
/// planes where the arbiter, which is in the journal that they share, says so first: of two that miss each other the
/// one that asks first goes on, the other ends when it asks. The smaller side leaves the arbiter to the larger one for
/// a while. Each ends only itself, and gives up only whom it does not hear. See
/// docs/decisions/0177-the-journal-splits-a-cluster.md.
/// </remarks>
internal static class DowningPlan
{
    /// <param name="self">This member.</param>
    /// <param name="members">All, this one among them, the oldest first; without those that are down or have
    /// left.</param>
    /// <param name="unchanged">For how long all of that has been so.</param>
    /// <param name="settings">The times.</param>
    /// <param name="isArbited">There is an arbiter; without, the side with most control planes goes on, of two equal
    /// ones that with the oldest.</param>
    public static DowningStep For(
        Peer self, IReadOnlyList<Peer> members, TimeSpan unchanged, DowningSettings settings, bool isArbited)
    {
        if (unchanged < settings.StableAfter)
            return DowningStep.Wait.Instance;
        var lost = members.Where(static member => member.IsLost).ToList();
        if (lost.Count == 0)
            return unchanged < settings.DisputeAfter ? DowningStep.Wait.Instance : Settle(self, members, isArbited);
        if (!self.IsControlPlane)
            return members.Any(static member => member is { IsControlPlane: true, IsLost: false })
                ? DowningStep.Wait.Instance
                : DowningStep.End.Instance;
        var control = Ids(lost.Where(static member => member.IsControlPlane));
        if (control.Count == 0)
            return new DowningStep.GiveUp(Ids(lost));
        if (!isArbited)
            return HoldsMajority(members) ? new DowningStep.GiveUp(Ids(lost)) : DowningStep.End.Instance;
        return new DowningStep.Ask(
            control, !IsSmaller(members) || unchanged >= settings.StableAfter + settings.MinorityWaits);
    }

    /// <summary>Whom others miss and this one hears: such a cluster cannot take anybody in, or let anybody go. Who is
    /// concerned has had time to give the other up; now one has to go, the youngest, rather a node.</summary>
    private static DowningStep Settle(Peer self, IReadOnlyList<Peer> members, bool isArbited)
    {
        var disputed = members.Where(static member => member.Standing == Standing.Disputed).ToList();
        if (!self.IsControlPlane || disputed.Count == 0)
            return DowningStep.Wait.Instance;
        var one = disputed.LastOrDefault(static member => !member.IsControlPlane) ?? disputed[^1];
        return one.IsControlPlane && isArbited
            ? new DowningStep.Ask([one.Id], MayGiveUp: true)
            : new DowningStep.GiveUp([one.Id]);
    }

    /// <summary>By control planes; where these are as many, by all, so that the nodes have not to be started
    /// again.</summary>
    private static bool IsSmaller(IReadOnlyList<Peer> members)
    {
        var control = Balance(members.Where(static member => member.IsControlPlane));
        return control < 0 || (control == 0 && Balance(members) < 0);
    }

    private static bool HoldsMajority(IReadOnlyList<Peer> members)
    {
        var control = members.Where(static member => member.IsControlPlane).ToList();
        var balance = Balance(control);
        return balance > 0 || (balance == 0 && !control[0].IsLost);
    }

    /// <summary>How many more are there than are lost.</summary>
    private static int Balance(IEnumerable<Peer> members) => members.Sum(static member => member.IsLost ? -1 : 1);

    private static List<string> Ids(IEnumerable<Peer> members) => [.. members.Select(static member => member.Id)];
}

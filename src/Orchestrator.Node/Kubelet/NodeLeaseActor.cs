using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Errors;

namespace Orchestrator.Node.Kubelet;

/// <summary>Renews the node's Lease in kube-node-lease: the heartbeat by which the cluster knows it is alive.</summary>
/// <remarks>Every 10 seconds, a quarter of the lease's duration, beginning at a random moment so that many nodes do
/// not beat as one.</remarks>
public sealed class NodeLeaseActor(string nodeName, IApiClient api) : Actor<NodeLeaseMessage>
{
    private const int DurationSeconds = 40;
    private const string Namespace = "kube-node-lease";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryPauseMax = TimeSpan.FromSeconds(7);
    private Lease? _held;
    private bool _renewing;
    private TimeSpan _pause = RetryPause;

    public override ValueTask OnStartAsync()
    {
        Renew();
        Context.Timers.Once(nameof(FirstDue), Period * Context.System.Entropy.NextDouble(), new FirstDue());
        return default;
    }

    public override ValueTask OnMessageAsync(NodeLeaseMessage message)
    {
        switch (message)
        {
            case FirstDue:
                Context.Timers.Every(nameof(RenewDue), Period, new RenewDue());
                break;
            case RenewDue when !_renewing:
                Renew();
                break;
            case Renewed m:
                (_renewing, _held, _pause) = (false, m.Lease, RetryPause);
                break;
            case Refused:
                // Somebody changed or deleted it, or nobody answered: what is held may be out of date.
                (_renewing, _held) = (false, null);
                Context.Timers.Once(nameof(RetryPause), _pause, new RenewDue());
                _pause = _pause * 2 < RetryPauseMax ? _pause * 2 : RetryPauseMax;
                break;
        }
        return default;
    }

    private void Renew()
    {
        _renewing = true;
        Context.Pipe(RenewAsync(_held), lease => new Renewed(lease), _ => new Refused());
    }

    private async ValueTask<Lease> RenewAsync(Lease? held)
    {
        try
        {
            held ??= await api.GetAsync<Lease>(new(Namespace, nodeName), Ended);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return await api.CreateAsync(await NewAsync(), Ended);
        }
        return await api.UpdateAsync(held with { Spec = Spec(held.Spec) }, Ended);
    }

    /// <summary>Owned by the Node, so that it goes when the Node does.</summary>
    private async ValueTask<Lease> NewAsync()
    {
        ValueList<OwnerReference> owners = [];
        try
        {
            var node = await api.GetAsync<NodeObject>(new("", nodeName), Ended);
            owners = [new OwnerReference { ApiVersion = "v1", Kind = "Node", Name = nodeName, Uid = node.Uid }];
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Registration is still under way; a Lease without an owner serves as well.
        }
        return new()
        {
            Metadata = new() { Namespace = Namespace, Name = nodeName, OwnerReferences = owners },
            Spec = Spec(LeaseSpec.Empty),
        };
    }

    private LeaseSpec Spec(LeaseSpec before) => before with
    {
        HolderIdentity = nodeName,
        LeaseDurationSeconds = DurationSeconds,
        RenewTime = new MicroTime(Time.GetUtcNow()),
    };

    private sealed record FirstDue : NodeLeaseMessage;

    private sealed record RenewDue : NodeLeaseMessage;

    private sealed record Renewed(Lease Lease) : NodeLeaseMessage;

    private sealed record Refused : NodeLeaseMessage;
}

/// <summary>Messages of a <see cref="NodeLeaseActor"/>; all come from itself.</summary>
public abstract record NodeLeaseMessage
{
    private protected NodeLeaseMessage()
    {
    }
}

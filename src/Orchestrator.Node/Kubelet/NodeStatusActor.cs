using Orchestrator.Api.Errors;

namespace Orchestrator.Node.Kubelet;

/// <summary>Registers the node and keeps its Node object's status true.</summary>
/// <remarks>Looks every 10 seconds; writes when something changed, and every 5 minutes as a sign of life beside the
/// Lease.</remarks>
public sealed class NodeStatusActor(NodeObjects objects, IApiClient api) : Actor<NodeStatusMessage>
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private DateTimeOffset _reported;
    private bool _writing;

    public override ValueTask OnStartAsync()
    {
        Context.Timers.Every(nameof(LookDue), Period, new LookDue());
        Write();
        return default;
    }

    public override ValueTask OnMessageAsync(NodeStatusMessage message)
    {
        switch (message)
        {
            case LookDue when !_writing:
                Write();
                break;
            case Written m:
                _writing = false;
                if (m.Reported)
                    _reported = Time.GetUtcNow();
                break;
            case Refused:
                // Conflicts, and a server that is not there yet; whatever it is, the next look starts from what is.
                _writing = false;
                Context.Timers.Once(nameof(RetryPause), RetryPause, new LookDue());
                break;
        }
        return default;
    }

    private void Write()
    {
        _writing = true;
        var due = Time.GetUtcNow() - _reported >= ReportPeriod;
        Context.Pipe(WriteAsync(due, Time.GetUtcNow()), reported => new Written(reported), _ => new Refused());
    }

    /// <summary>True when a status was written.</summary>
    private async ValueTask<bool> WriteAsync(bool due, DateTimeOffset now)
    {
        NodeObject node;
        try
        {
            node = await api.GetAsync<NodeObject>(new("", objects.Name), Ended);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            node = await api.CreateAsync(objects.New(now), Ended);
        }
        var labelled = objects.Relabelled(node);
        if (labelled != node)
            node = await api.UpdateAsync(labelled, Ended);
        var status = objects.Status(node.Status, now);
        if (!due && !NodeObjects.Differ(status, node.Status))
            return false;
        await api.UpdateStatusAsync(node with { Status = status }, Ended);
        return true;
    }

    private sealed record LookDue : NodeStatusMessage;

    private sealed record Written(bool Reported) : NodeStatusMessage;

    private sealed record Refused : NodeStatusMessage;
}

/// <summary>Messages of a <see cref="NodeStatusActor"/>; all come from itself.</summary>
public abstract record NodeStatusMessage
{
    private protected NodeStatusMessage()
    {
    }
}

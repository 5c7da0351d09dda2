namespace Orchestrator.Cli.Cluster;

/// <summary>Starts members of an Akka cluster again that ended because the others had given them up: they can come back
/// only as new ones.</summary>
/// <remarks>A member that was killed or stopped stays as it is: <c>cluster start</c> is for those.</remarks>
public sealed class Reviver : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _end = new();
    private readonly ClusterDirectory _directory;
    private readonly Func<MemberRecord, CancellationToken, Task> _start;
    private readonly Action<string> _tell;
    private readonly Task _looking;

    /// <param name="start">Starts a member and waits until it is ready; a <see cref="ClusterException"/> is told.</param>
    /// <param name="tell">Told what was done and what failed, one line each.</param>
    public Reviver(
        ClusterDirectory directory, Func<MemberRecord, CancellationToken, Task> start, Action<string> tell)
    {
        (_directory, _start, _tell) = (directory, start, tell);
        _looking = LookAsync();
    }

    /// <summary>Those that ended by being given up and can be started: a node needs a control plane to join
    /// by.</summary>
    public static IEnumerable<MemberRecord> GivenUp(ClusterDirectory directory)
    {
        var record = directory.Load();
        var canJoin = record.ControlPlanes.Any(plane => plane.IsRunning);
        return record.Members.Where(member => !member.IsRunning && (canJoin || member.Kind == MemberKind.ControlPlane)
            && GivenUpMark.IsLeft(directory.Member(member.Name)));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync()
    {
        // Side by side: one may become ready only when another is.
        var reviving = new List<Task>();
        try
        {
            while (true)
            {
                await Task.Delay(Period, _end.Token);
                reviving.RemoveAll(task => task.IsCompleted);
                reviving.AddRange(GivenUp(_directory).ToList().Select(ReviveAsync));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(reviving);
        }
    }

    private async Task ReviveAsync(MemberRecord member)
    {
        _tell(GivenUpMark.Why(_directory.Member(member.Name)) == GivenUpMark.JournalLost
            ? $"{member.Name} left because it had lost the journal, and is started again"
            : $"{member.Name} was given up by the other members, and is started again");
        // First: should it fail, it stays dead, as at any start.
        GivenUpMark.Remove(_directory.Member(member.Name));
        try
        {
            await _start(member, _end.Token);
        }
        catch (ClusterException error)
        {
            _tell(error.Message);
        }
        catch (OperationCanceledException)
        {
            // The cluster is brought down, and this member with it.
        }
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Client;
using Orchestrator.Hosting.Embedding;

namespace Orchestrator.Akka.Hosting;

/// <summary>The member of an Akka cluster of an embedding service.</summary>
/// <param name="options">Asked for at the start.</param>
/// <param name="loggers">Null: nothing is logged.</param>
/// <param name="lifetime">Of the service, which ends when the member does; null: it goes on.</param>
public sealed class OrchestratorMemberService(
    Func<AkkaHostOptions> options, ILoggerFactory? loggers, IHostApplicationLifetime? lifetime)
    : EmbeddedService<AkkaHost>
{
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The running member.</summary>
    /// <exception cref="InvalidOperationException">The service has not started, or has stopped.</exception>
    public AkkaHost Member => Running;

    /// <summary>Of a control plane: the API as the administrator, in process.</summary>
    /// <exception cref="InvalidOperationException">The service does not run, or its member is no control
    /// plane.</exception>
    public IApiClient Api => Running.Api ?? throw new InvalidOperationException(
        "this member only runs nodes and serves no API: give it the role control-plane, "
            + "or make a client of a kubeconfig");

    /// <summary>Completes, with the reason, when the member is out without the service having been stopped; also known
    /// afterwards.</summary>
    /// <remarks><code>
    /// await app.RunAsync();
    /// return member.Ended.IsCompleted ? 1 : 0; // so that a supervisor starts it again
    /// </code></remarks>
    public Task<string> Ended => _ended.Task;

    /// <summary>After the service has stopped: <see cref="AkkaHost.LeftBehind"/>.</summary>
    public IReadOnlyList<string> LeftBehind => Stopped?.LeftBehind ?? [];

    private protected override string What => "the member runs";

    private protected override async Task<AkkaHost> StartHostAsync(CancellationToken cancellation)
    {
        var member = await AkkaHost.StartAsync(options(), loggers, cancellation);
        _ = WatchAsync(member);
        return member;
    }

    private async Task WatchAsync(AkkaHost member)
    {
        _ended.TrySetResult(await member.Ended);
        lifetime?.StopApplication();
    }
}

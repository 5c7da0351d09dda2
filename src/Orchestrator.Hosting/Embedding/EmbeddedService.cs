using Microsoft.Extensions.Hosting;

namespace Orchestrator.Hosting.Embedding;

/// <summary>What another .NET service runs with itself: started with it, and stopped in order with it.</summary>
/// <remarks>A start that fails fails the service's. A service that is disposed of without having been stopped, as one
/// is that another part kept from starting, ends it too.</remarks>
public abstract class EmbeddedService<THost> : IHostedService, IAsyncDisposable, IDisposable
    where THost : class, IAsyncDisposable
{
    private THost? _host;

    /// <summary>The one that was ended last; null before that.</summary>
    private protected THost? Stopped { get; private set; }

    /// <exception cref="InvalidOperationException">The service has not started, or has stopped.</exception>
    private protected THost Running => Volatile.Read(ref _host) ?? throw new InvalidOperationException(
        $"{What} while the service does: it has not started, or has stopped");

    /// <summary>Such as <c>the cluster runs</c>.</summary>
    private protected abstract string What { get; }

    public async Task StartAsync(CancellationToken cancellationToken) =>
        Volatile.Write(ref _host, await StartHostAsync(cancellationToken));

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _host, null) is { } host)
        {
            Stopped = host;
            await host.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    public void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<THost> StartHostAsync(CancellationToken cancellation);
}

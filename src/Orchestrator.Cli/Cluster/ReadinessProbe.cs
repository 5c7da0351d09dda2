using Orchestrator.Client.Http;

namespace Orchestrator.Cli.Cluster;

/// <summary>Asks every control plane for <c>/readyz</c>, again and again, each on its own.</summary>
public sealed class ReadinessProbe : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _probing;

    /// <param name="trust">Whom to trust; the address is each backend's own. Asked is as nobody, who may: a certificate
    /// would end while the probe goes on.</param>
    public ReadinessProbe(IReadOnlyList<Backend> backends, HttpApiClientOptions trust) =>
        _probing = Task.WhenAll(backends.Select(backend => ProbeAsync(
            backend, backends,
            new ApiPages(
                trust with { Server = new Uri($"https://{backend.Address}"), ClientCertificate = null }, AnswerMax))));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _probing;
        _end.Dispose();
    }

    private async Task ProbeAsync(Backend backend, IReadOnlyList<Backend> all, ApiPages pages)
    {
        using var _ = pages;
        try
        {
            while (true)
            {
                var isReady = await pages.GetAsync("/readyz") is not null;
                backend.Note(isReady, all.Any(other => other != backend && other.IsReady));
                await Task.Delay(Period, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The balancer ends.
        }
    }
}

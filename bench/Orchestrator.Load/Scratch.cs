using Orchestrator.Load.Http;

namespace Orchestrator.Load;

/// <summary>A namespace of the scenario's own, emptied and deleted at its end.</summary>
public sealed class Scratch : IAsyncDisposable
{
    private static readonly TimeSpan CleanupLimit = TimeSpan.FromSeconds(30);

    private readonly LoadClient _client;
    private readonly string _name;

    private Scratch(LoadClient client, string name)
    {
        _client = client;
        _name = name;
    }

    public string Path => $"/api/v1/namespaces/{_name}";

    public string Apps => $"/apis/apps/v1/namespaces/{_name}";

    /// <summary>Creates it and waits for its default service account, without which Pods are refused.</summary>
    /// <exception cref="InvalidOperationException">The server refuses the namespace.</exception>
    public static async Task<Scratch> CreateAsync(ConnectionPool pool, string name, CancellationToken cancellation)
    {
        var scratch = new Scratch(pool.Client(0), name);
        var created = await scratch._client.PostAsync("/api/v1/namespaces", Bodies.Namespace(name), cancellation);
        if (!created.IsSuccess && created.Code != 409)
            throw new InvalidOperationException($"no namespace {name}: {created.Code} {created.Refusal}");
        for (var tries = 0; tries < 200; tries++)
        {
            if ((await scratch._client.GetAsync($"{scratch.Path}/serviceaccounts/default", cancellation)).IsSuccess)
                break;
            await Task.Delay(25, cancellation);
        }
        return scratch;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(CleanupLimit);
        try
        {
            foreach (var collection in (string[])[$"{Apps}/deployments", $"{Path}/pods", $"{Path}/configmaps"])
                await _client.DeleteAsync($"{collection}?gracePeriodSeconds=0", limit.Token);
            await _client.DeleteAsync($"/api/v1/namespaces/{_name}", limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"left namespace {_name} behind: {error.Message}");
        }
    }
}

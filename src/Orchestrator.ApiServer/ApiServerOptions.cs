namespace Orchestrator.ApiServer;

/// <summary>The server's limits and ranges; the defaults are kube-apiserver's where it has them.</summary>
public sealed record ApiServerOptions
{
    public static ApiServerOptions Default { get; } = new();

    /// <summary>Where cluster IPs come from. The first address is the <c>kubernetes</c> Service's.</summary>
    public string ServiceCidr { get; init; } = "10.96.0.0/12";

    /// <summary>The first port a NodePort Service may get.</summary>
    public int NodePortMin { get; init; } = 30000;

    /// <summary>The last port a NodePort Service may get.</summary>
    public int NodePortMax { get; init; } = 32767;

    /// <summary>The largest request body, in bytes.</summary>
    public int RequestBytesMax { get; init; } = 3 * 1024 * 1024;

    /// <summary>Reads served at one time before the next are answered with 429.</summary>
    public int ReadsInFlightMax { get; init; } = 400;

    /// <summary>Writes served at one time before the next are answered with 429.</summary>
    public int WritesInFlightMax { get; init; } = 200;

    /// <summary>How long a request other than a watch or a log may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A watch that names no timeout lasts between this and twice this.</summary>
    public TimeSpan WatchTimeoutMin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often watches that allow bookmarks get one.</summary>
    public TimeSpan BookmarkPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Events that wait for one watcher before it counts as fallen behind and is closed with 410.</summary>
    public int WatcherQueueMax { get; init; } = 16_384;
}

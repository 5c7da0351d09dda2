using System.Security.Cryptography.X509Certificates;
using Orchestrator.Actors;
using Orchestrator.Actors.Threaded;

namespace Orchestrator.Client.Http;

/// <summary>Where the server is, whom to trust, as whom to act, and how long to wait.</summary>
/// <param name="Server">Such as <c>https://10.0.0.1:6443</c>; a path is put before every request's.</param>
public sealed record HttpApiClientOptions(Uri Server)
{
    /// <summary>Where there are several servers of one cluster: calls go to the one that answered last, and on to the
    /// next where it is away. Null: <see cref="Server"/> alone.</summary>
    public ApiServers? Servers { get; init; }

    /// <summary>The only authorities whose servers are trusted; null: the machine's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The name the server's certificate must bear; null: the host of <see cref="Server"/>.</summary>
    public string? ServerName { get; init; }

    /// <summary>Asked at every new connection, so that a renewed certificate is taken up; null: none.</summary>
    public Func<X509Certificate2?>? ClientCertificate { get; init; }

    /// <summary>Sent with every request; a client certificate goes before it.</summary>
    public BearerToken? Token { get; init; }

    public string UserAgent { get; init; } = "orchestrator";

    /// <summary>From the call to the end of its answer, retries included; for a watch, until it is open.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The connection is asked for a sign of life when it brought nothing for this long. At least
    /// 1 s.</summary>
    public TimeSpan PingPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without that sign after this long, the connection and all on it have failed. At least 1 s.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A watch that brings no byte for this long has failed, though its connection lives. Bookmarks come every
    /// minute: the default lets two go missing.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>How often a request is sent again that the server refused without effect (429, 503).</summary>
    public int RetriesMax { get; init; } = 4;

    /// <summary>Pauses before those, where the server names none.</summary>
    public Backoff RetryPause { get; init; } =
        new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10), Jitter: 0.5);

    /// <summary>How long a server that failed comes after the others.</summary>
    public Backoff FailoverPause { get; init; } =
        new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Jitter: 0.5);

    /// <summary>The largest object, event or item of a list that is read, in bytes.</summary>
    public int ObjectBytesMax { get; init; } = 64 * 1024 * 1024;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Entropy Entropy { get; init; } = SystemEntropy.Instance;
}

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>A certificate of this control plane, signed by its own authority and issued anew before it ends. Whoever
/// shows it takes <see cref="Current"/> at each handshake.</summary>
/// <remarks>Some are kept in files, which are replaced first. Files that are not as this process left them are
/// somebody's work and are never written over: see docs/decisions/0172. Read from any thread; one renewal at a
/// time.</remarks>
public sealed class IssuedCertificate : IDisposable
{
    private readonly Func<DateTimeOffset, X509Certificate2> _issue;
    private readonly KeptCertificate? _kept;
    private readonly TimeProvider _time;
    private volatile Held _held;

    /// <param name="kept">Null: it lives in memory alone.</param>
    internal IssuedCertificate(
        string name, TimeProvider time, Func<DateTimeOffset, X509Certificate2> issue, KeptCertificate? kept = null)
    {
        Name = name;
        (_time, _issue, _kept) = (time, issue, kept);
        var now = time.GetUtcNow();
        _held = kept?.Load(now) is { } found ? new Held(found, null) : Made(now);
        if (_held.TakenUp is not null)
            kept?.Save(_held.Certificate);
    }

    /// <summary>One that lives in memory alone.</summary>
    /// <param name="name">For people.</param>
    /// <param name="time">When it is issued.</param>
    /// <param name="issue">Makes one that is valid from then on.</param>
    public static IssuedCertificate InMemory(
        string name, TimeProvider time, Func<DateTimeOffset, X509Certificate2> issue) => new(name, time, issue);

    /// <summary>Raised after <see cref="Current"/> changed, on the thread that renewed it: connections that were made
    /// with the old one are to be left before it ends.</summary>
    public event Action? Renewed;

    /// <summary>Such as <c>apiserver</c>; its files' where it has any.</summary>
    public string Name { get; }

    public X509Certificate2 Current => _held.Certificate;

    /// <summary>When this process issued it; null: it was found in its files.</summary>
    public DateTimeOffset? TakenUp => _held.TakenUp;

    /// <summary>For servers: made once for each certificate, and not at each handshake.</summary>
    public SslStreamCertificateContext Context => _held.Context.Value;

    /// <summary>Issues the next one and takes it up; or what somebody has put into the files, where that is as
    /// good.</summary>
    /// <returns>Why the files were left as they are, and what to do: the next one is in use all the same. Null: they
    /// hold it.</returns>
    /// <exception cref="CertificateFileException">The authority ends: it signs nothing that lasts longer than what is
    /// in use.</exception>
    public string? Renew()
    {
        var now = _time.GetUtcNow();
        var trouble = "";
        if (_kept?.TryTakeReplaced(now, out trouble) is { } replaced)
        {
            TakeUp(new Held(replaced, null));
            return null;
        }
        var next = Made(now);
        if (next.Certificate.NotAfter <= Current.NotAfter && !WasIssuedInThisSecond(now))
        {
            next.Certificate.Dispose();
            throw new CertificateFileException(
                $"the certificate {Name} cannot last beyond {Current.NotAfter.ToUniversalTime():u}: the authority that "
                + "signs it ends then; a cluster gets a new authority with a new directory pki");
        }
        if (trouble.Length == 0)
            trouble = _kept?.TrySave(next.Certificate) ?? "";
        TakeUp(next);
        return trouble.Length == 0 ? null : trouble;
    }

    public void Dispose() => _held.Certificate.Dispose();

    /// <summary>Certificates count in seconds: two of one second end together.</summary>
    private bool WasIssuedInThisSecond(DateTimeOffset now) => TakenUp is { } at && now - at < TimeSpan.FromSeconds(1);

    private Held Made(DateTimeOffset now) => new(_issue(now), now);

    // The one before may be in the middle of a handshake: it is left to the collector.
    private void TakeUp(Held next)
    {
        _held = next;
        Renewed?.Invoke();
    }

    private sealed class Held(X509Certificate2 certificate, DateTimeOffset? takenUp)
    {
        public X509Certificate2 Certificate => certificate;

        public DateTimeOffset? TakenUp => takenUp;

        public Lazy<SslStreamCertificateContext> Context { get; } =
            new(() => SslStreamCertificateContext.Create(certificate, null, offline: true));
    }
}

using System.Security.Cryptography.X509Certificates;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>The cluster's authority, the server's certificate and the administrator's, kept in a directory and made
/// when missing or nearly over.</summary>
/// <remarks>
/// Files: <c>ca</c>, <c>apiserver</c>, <c>admin</c>, <c>front-proxy-ca</c>, <c>front-proxy-client</c>, each as .crt and
/// .key. What the front proxy's authority signs may speak for any user, which is why it is not the cluster's. A lost
/// authority makes a new cluster as far as clients can tell, so that it is never replaced unasked:
/// <code>
/// files                          authority           what it signs
/// both, good                     used                used; issued anew when nearly over or past its end
/// none, or the key only          made, if the first  made
/// the certificate only           refused             made
/// damaged, or not of one pair    refused             refused
/// of another authority           -                   refused; the front proxy's issued anew
/// past its end                   refused             issued anew
/// </code>
/// What it signs is renewed while the process runs by whoever takes <see cref="IssuedCertificate"/>s from here.
/// </remarks>
public sealed class ClusterCertificates : IDisposable
{
    internal const string AuthorityName = "ca";
    private const string ServerName = "apiserver";
    private const string AdminName = "admin";
    private const string AdminUser = "kubernetes-admin";
    private const string FrontProxyAuthorityName = "front-proxy-ca";
    private const string FrontProxyClientName = "front-proxy-client";
    private const string NotOurs = "was not signed by the authority beside it";

    /// <summary>Names of the authorities' files and their subjects.</summary>
    internal static readonly (string Name, string Subject)[] Authorities =
        [(AuthorityName, "kubernetes"), (FrontProxyAuthorityName, FrontProxyAuthorityName)];

    internal static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);

    /// <summary>As kubeadm's <c>certificateValidityPeriod</c>.</summary>
    public static TimeSpan UsualValidity { get; } = TimeSpan.FromDays(365);

    private static readonly string[] UsualHosts =
    [
        "localhost", "127.0.0.1", "::1",
        "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
    ];

    private readonly TimeProvider _time;
    private readonly TimeSpan _validity;

    private ClusterCertificates(
        CertificateFiles files, string[] hosts, TimeProvider time, TimeSpan validity)
    {
        (_time, _validity) = (time, validity);
        var now = time.GetUtcNow();
        // The order in which files are written: each begins with what the next ones are signed by.
        Authority = EnsureAuthority(files, AuthorityName, "kubernetes", now);
        Serving = new(
            ServerName, time, at => CertificateIssuer.Server(Authority, "kube-apiserver", hosts, at, validity),
            new(files, ServerName, WhyNoServer, IsOurs));
        AdminClient = new(
            AdminName, time,
            at => CertificateIssuer.Client(Authority, AdminUser, [UserIdentity.MastersGroup], at, validity),
            new(files, AdminName, c => IsOurs(c) ? null : NotOurs, IsOurs));
        FrontProxyAuthority = EnsureAuthority(files, FrontProxyAuthorityName, FrontProxyAuthorityName, now);
        FrontProxy = new(
            FrontProxyClientName, time,
            at => CertificateIssuer.Client(FrontProxyAuthority, RequestHeaders.ProxyName, [], at, validity),
            // Its authority may be made anew, as nobody but control planes knows it.
            new(
                files, FrontProxyClientName, c => IsSignedBy(c, FrontProxyAuthority) ? null : NotOurs,
                isOurs: static _ => true));

        bool IsOurs(X509Certificate2 certificate) => IsSignedBy(certificate, Authority);

        string? WhyNoServer(X509Certificate2 certificate) => !IsOurs(certificate)
            ? NotOurs
            : hosts.FirstOrDefault(host => !certificate.MatchesHostname(host, false, false)) is { } host
                ? $"is not good for {host}"
                : null;
    }

    public X509Certificate2 Authority { get; }

    /// <summary>Of the API's port.</summary>
    public IssuedCertificate Serving { get; }

    /// <summary>Of the user kubernetes-admin in the group system:masters.</summary>
    public IssuedCertificate AdminClient { get; }

    /// <summary>Signs those that may say in headers whom they speak for.</summary>
    public X509Certificate2 FrontProxyAuthority { get; }

    /// <summary>How a control plane forwards requests to another; its name is <c>front-proxy-client</c>.</summary>
    public IssuedCertificate FrontProxy { get; }

    /// <inheritdoc cref="Serving"/>
    public X509Certificate2 Server => Serving.Current;

    /// <inheritdoc cref="AdminClient"/>
    public X509Certificate2 Admin => AdminClient.Current;

    /// <inheritdoc cref="FrontProxy"/>
    public X509Certificate2 FrontProxyClient => FrontProxy.Current;

    public string AuthorityPem => Authority.ExportCertificatePem() + "\n";

    /// <summary>Loads what the directory holds and makes the rest.</summary>
    /// <param name="hosts">Names and addresses beyond the usual: the address listened on, the kubernetes
    /// Service's.</param>
    /// <param name="validity">How long what the authority signs is valid; null: a year.</param>
    /// <exception cref="CertificateFileException">What is there cannot be used; the text says what to do.</exception>
    public static ClusterCertificates LoadOrCreate(
        string directory, IEnumerable<string> hosts, TimeProvider time, TimeSpan? validity = null)
    {
        var files = new CertificateFiles(directory);
        files.Prepare();
        string[] all = [.. UsualHosts.Concat(hosts).Where(IsNameable).Distinct(StringComparer.OrdinalIgnoreCase)];
        return new(files, all, time, validity ?? UsualValidity);
    }

    /// <summary>A certificate for another client, such as the API server towards kubelets; not kept.</summary>
    public IssuedCertificate ClientFor(string name, string user, params IEnumerable<string> groups)
    {
        string[] all = [.. groups];
        return new(name, _time, at => CertificateIssuer.Client(Authority, user, all, at, _validity));
    }

    /// <summary>A certificate for another server, such as a kubelet's port; not kept.</summary>
    public IssuedCertificate ServerFor(string name, string user, params IEnumerable<string> hosts)
    {
        string[] all = [.. hosts];
        return new(name, _time, at => CertificateIssuer.Server(Authority, user, all, at, _validity));
    }

    public void Dispose()
    {
        Authority.Dispose();
        Serving.Dispose();
        AdminClient.Dispose();
        FrontProxyAuthority.Dispose();
        FrontProxy.Dispose();
    }

    private static X509Certificate2 EnsureAuthority(
        CertificateFiles files, string name, string subject, DateTimeOffset now)
    {
        if (AuthorityPair.Load(files, name, now) is { } kept)
            return kept;
        // It is written first, key before certificate: whatever else is there was made with one that is lost.
        if (name == AuthorityName)
            AuthorityPair.RequireNeverMade(files, name, ServerName, AdminName);
        var made = CertificateIssuer.Authority(subject, now, AuthorityLifetime);
        files.Save(name, made);
        return made;
    }

    private static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    // 0.0.0.0 and :: say where to listen, not how to be reached.
    private static bool IsNameable(string host) => host.Length > 0 && host is not ("0.0.0.0" or "::" or "[::]" or "*");
}

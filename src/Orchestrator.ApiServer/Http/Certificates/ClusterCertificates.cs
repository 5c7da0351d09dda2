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
/// both, good                     used                used; issued anew when nearly over, past its end, or of another authority
/// none, or the key only          made, if the first  made
/// the certificate only           refused             made
/// damaged, or not of one pair    refused             refused
/// past its end                   refused             issued anew
/// </code>
/// </remarks>
public sealed class ClusterCertificates : IDisposable
{
    internal const string AuthorityName = "ca";
    private const string ServerName = "apiserver";
    private const string AdminName = "admin";
    private const string AdminUser = "kubernetes-admin";
    private const string FrontProxyAuthorityName = "front-proxy-ca";
    private const string FrontProxyClientName = "front-proxy-client";

    /// <summary>Names of the authorities' files and their subjects.</summary>
    internal static readonly (string Name, string Subject)[] Authorities =
        [(AuthorityName, "kubernetes"), (FrontProxyAuthorityName, FrontProxyAuthorityName)];

    internal static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private static readonly string[] UsualHosts =
    [
        "localhost", "127.0.0.1", "::1",
        "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
    ];

    private readonly TimeProvider _time;

    private ClusterCertificates(
        TimeProvider time, X509Certificate2 authority, X509Certificate2 server, X509Certificate2 admin,
        X509Certificate2 frontProxyAuthority, X509Certificate2 frontProxyClient)
    {
        _time = time;
        Authority = authority;
        Server = server;
        Admin = admin;
        FrontProxyAuthority = frontProxyAuthority;
        FrontProxyClient = frontProxyClient;
    }

    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server { get; }

    /// <summary>Of the user kubernetes-admin in the group system:masters.</summary>
    public X509Certificate2 Admin { get; }

    /// <summary>Signs those that may say in headers whom they speak for.</summary>
    public X509Certificate2 FrontProxyAuthority { get; }

    /// <summary>How a control plane forwards requests to another; its name is <c>front-proxy-client</c>.</summary>
    public X509Certificate2 FrontProxyClient { get; }

    public string AuthorityPem => Authority.ExportCertificatePem() + "\n";

    /// <summary>Loads what the directory holds and makes the rest.</summary>
    /// <param name="hosts">Names and addresses beyond the usual: the address listened on, the kubernetes
    /// Service's.</param>
    /// <exception cref="CertificateFileException">What is there cannot be used; the text says what to do.</exception>
    public static ClusterCertificates LoadOrCreate(string directory, IEnumerable<string> hosts, TimeProvider time)
    {
        var files = new CertificateFiles(directory);
        files.Prepare();
        var now = time.GetUtcNow();
        var authority = EnsureAuthority(files, AuthorityName, "kubernetes", now);
        string[] all = [.. UsualHosts.Concat(hosts).Where(IsNameable).Distinct(StringComparer.OrdinalIgnoreCase)];
        var server = Ensure(
            files, ServerName, now,
            c => IsSignedBy(c, authority) && all.All(host => c.MatchesHostname(host, false, false)),
            () => CertificateIssuer.Server(authority, "kube-apiserver", all, now, LeafLifetime));
        var admin = Ensure(
            files, AdminName, now, c => IsSignedBy(c, authority),
            () => CertificateIssuer.Client(authority, AdminUser, [UserIdentity.MastersGroup], now, LeafLifetime));
        var proxyAuthority = EnsureAuthority(files, FrontProxyAuthorityName, FrontProxyAuthorityName, now);
        var proxyClient = Ensure(
            files, FrontProxyClientName, now, c => IsSignedBy(c, proxyAuthority),
            () => CertificateIssuer.Client(proxyAuthority, RequestHeaders.ProxyName, [], now, LeafLifetime));
        return new(time, authority, server, admin, proxyAuthority, proxyClient);
    }

    /// <summary>A certificate for another client, such as a node's; not kept.</summary>
    public X509Certificate2 ClientFor(string user, params IEnumerable<string> groups) =>
        CertificateIssuer.Client(Authority, user, groups, _time.GetUtcNow(), LeafLifetime);

    /// <summary>A certificate for another server, such as a kubelet's port; not kept.</summary>
    public X509Certificate2 ServerFor(string user, params IEnumerable<string> hosts) =>
        CertificateIssuer.Server(Authority, user, hosts, _time.GetUtcNow(), LeafLifetime);

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
        Admin.Dispose();
        FrontProxyAuthority.Dispose();
        FrontProxyClient.Dispose();
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

    private static X509Certificate2 Ensure(
        CertificateFiles files, string name, DateTimeOffset now, Func<X509Certificate2, bool> fits,
        Func<X509Certificate2> make)
    {
        if (files.HasCertificate(name) && files.HasKey(name))
        {
            var kept = files.Load(
                name,
                $"delete {files.PathOf(name + ".crt")} and {files.PathOf(name + ".key")} to have new ones made by the "
                + "same authority; kubeconfigs handed out stay valid");
            if (kept.NotBefore <= now && kept.NotAfter > now + RenewBefore && fits(kept))
                return kept;
            kept.Dispose();
        }
        var made = make();
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

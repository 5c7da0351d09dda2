using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Orchestrator.Client.Http.Kubeconfigs;

/// <summary>Makes a client's options of a cluster and a user.</summary>
internal static class KubeconfigCredentials
{
    /// <exception cref="KubeconfigException">A certificate, key or address cannot be used.</exception>
    public static HttpApiClientOptions OptionsFor(KubeconfigCluster cluster, KubeconfigUser user, TimeProvider time)
    {
        if (user.Unsupported is [var unsupported, ..])
            throw new KubeconfigException($"user {user.Name}: {unsupported} is not supported");
        if (!Uri.TryCreate(cluster.Server, UriKind.Absolute, out var server)
            || server.Scheme is not ("https" or "http"))
        {
            throw new KubeconfigException($"cluster {cluster.Name}: {cluster.Server} is no address of a server");
        }
        return new HttpApiClientOptions(server)
        {
            Authorities = Using($"cluster {cluster.Name}", () => AuthoritiesOf(cluster)),
            ServerName = cluster.TlsServerName,
            ClientCertificate = Using($"user {user.Name}", () => CertificateOf(user)),
            Token = user.TokenFile is { } file ? BearerToken.FromFile(file, time)
                : user.Token is { } token ? BearerToken.Of(token) : null,
            Time = time,
        };
    }

    private static X509Certificate2Collection? AuthoritiesOf(KubeconfigCluster cluster)
    {
        var pem = cluster.AuthorityData is { } data ? Encoding.UTF8.GetString(data)
            : cluster.AuthorityFile is { } file ? File.ReadAllText(file) : null;
        if (pem is null)
            return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities.Count > 0
            ? authorities
            : throw new CryptographicException("no certificate in the authority");
    }

    private static Func<X509Certificate2?>? CertificateOf(KubeconfigUser user)
    {
        if (user is { CertificateData: null, CertificateFile: null })
            return null;
        if (user is { KeyData: null, KeyFile: null })
            throw new CryptographicException("a client certificate without its key");
        if (user is { CertificateData: { } certificate, KeyData: { } key })
        {
            var made = PemCertificate.Of(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
            return () => made;
        }
        var files = new PemCertificate(() => Text(user.CertificateData, user.CertificateFile),
            () => Text(user.KeyData, user.KeyFile));
        files.Current();
        return files.Current;
    }

    private static string Text(byte[]? data, string? file) =>
        data is not null ? Encoding.UTF8.GetString(data) : File.ReadAllText(file!);

    private static T Using<T>(string owner, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException($"{owner}: {error.Message}", error);
        }
    }
}

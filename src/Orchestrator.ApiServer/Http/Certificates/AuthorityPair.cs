using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>A certificate authority kept in files. What depends on one is lost with it, so that one that cannot be used
/// is refused and never replaced unasked.</summary>
internal static class AuthorityPair
{
    /// <summary>Null where it, or half of it, is not there.</summary>
    /// <exception cref="CertificateFileException">It cannot be used; the text says what to do.</exception>
    public static X509Certificate2? Load(CertificateFiles files, string name, DateTimeOffset now)
    {
        if (!files.HasCertificate(name) || !files.HasKey(name))
            return null;
        var remedy = Remedy(files, name);
        var kept = files.Load(name, remedy);
        if (WhyUnusable(kept, now) is not { } why)
            return kept;
        kept.Dispose();
        throw new CertificateFileException($"{files.PathOf(name + ".crt")} {why}: {remedy}");
    }

    /// <summary>Refuses to begin anew where the cluster's own authority is lost: the certificate is there without its
    /// key, which is written first, or certificates that it signed are.</summary>
    /// <exception cref="CertificateFileException">It is lost.</exception>
    public static void RequireNeverMade(CertificateFiles files, string name, params ReadOnlySpan<string> signed)
    {
        var remedy = Remedy(files, name);
        var certificate = files.PathOf(name + ".crt");
        if (files.HasCertificate(name))
            throw new CertificateFileException(
                $"{files.PathOf(name + ".key")}, the key of {certificate}, is missing: {remedy}");
        foreach (var other in signed)
        {
            if (files.HasCertificate(other))
                throw new CertificateFileException(
                    $"{certificate} is missing, while certificates it signed are there: {remedy}");
        }
    }

    private static string Remedy(CertificateFiles files, string name) => name == ClusterCertificates.AuthorityName
        ? $"restore it from a copy, or delete the directory {files.Directory} to have a new authority made, which "
            + "makes every kubeconfig and certificate handed out so far invalid"
        : $"delete {files.PathOf(name + ".crt")} and {files.PathOf(name + ".key")} to have new ones made";

    private static string? WhyUnusable(X509Certificate2 authority, DateTimeOffset now)
    {
        if (!authority.Extensions.OfType<X509BasicConstraintsExtension>().Any(c => c.CertificateAuthority))
            return "is no certificate authority's";
        if (authority.NotAfter.ToUniversalTime() <= now.UtcDateTime)
            return $"has expired ({authority.NotAfter.ToUniversalTime():u})";
        return authority.NotBefore.ToUniversalTime() > now.UtcDateTime
            ? $"is not valid before {authority.NotBefore.ToUniversalTime():u}, look at this machine's clock first"
            : null;
    }
}

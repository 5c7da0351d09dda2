using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>The files of an <see cref="IssuedCertificate"/>, which people may replace, damage or delete while it is in
/// use.</summary>
/// <remarks>What is there and is not what this process found or wrote is never written over. Both files of a pair, or
/// one, deleted: that is how people ask for new ones.</remarks>
/// <param name="files">The directory.</param>
/// <param name="name">Without .crt and .key.</param>
/// <param name="whyUnfit">Null for one that can be used; else what is wrong with it, beginning with a verb.</param>
/// <param name="isOurs">False for one that this cluster's authority did not sign: at a start it is refused rather than
/// replaced.</param>
internal sealed class KeptCertificate(
    CertificateFiles files, string name, Func<X509Certificate2, string?> whyUnfit, Func<X509Certificate2, bool> isOurs)
{
    private string _thumbprint = "";

    private string Remedy =>
        $"delete {files.PathOf(name + ".crt")} and {files.PathOf(name + ".key")} to have new ones made by the same "
        + "authority; kubeconfigs handed out stay valid";

    /// <summary>At a start. Null: one has to be issued, as there is none, or it is nearly over or lacks a
    /// name.</summary>
    /// <exception cref="CertificateFileException">What is there cannot be used and is not ours to replace.</exception>
    public X509Certificate2? Load(DateTimeOffset now)
    {
        if (!files.HasCertificate(name) || !files.HasKey(name))
            return null;
        var found = files.Load(name, Remedy);
        if (CertificateLife.IsFresh(found, now) && whyUnfit(found) is null)
        {
            _thumbprint = found.Thumbprint;
            return found;
        }
        var isOursToReplace = isOurs(found);
        found.Dispose();
        return isOursToReplace
            ? null
            : throw new CertificateFileException(
                $"{files.PathOf(name + ".crt")} was not signed by the authority beside it: {Remedy}");
    }

    /// <summary>What somebody has put there since, where it can be used.</summary>
    /// <param name="trouble">Why what is there must be left; empty: it may be written over.</param>
    public X509Certificate2? TryTakeReplaced(DateTimeOffset now, out string trouble)
    {
        trouble = "";
        if (!files.HasCertificate(name) || !files.HasKey(name))
            return null;
        X509Certificate2 found;
        try
        {
            found = files.Load(name, Remedy);
        }
        catch (CertificateFileException unusable)
        {
            trouble = unusable.Message;
            return null;
        }
        if (found.Thumbprint != _thumbprint)
        {
            var why = CertificateLife.IsFresh(found, now) ? whyUnfit(found) : "is nearly over, or not valid yet";
            if (why is null)
            {
                _thumbprint = found.Thumbprint;
                return found;
            }
            trouble = $"{files.PathOf(name + ".crt")}, which somebody has put there, {why}: {Remedy}";
        }
        found.Dispose();
        return null;
    }

    public void Save(X509Certificate2 pair)
    {
        files.Save(name, pair);
        _thumbprint = pair.Thumbprint;
    }

    /// <summary>Why it could not be written; null: it was.</summary>
    public string? TrySave(X509Certificate2 pair)
    {
        try
        {
            Save(pair);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{files.PathOf(name)}.crt and .key cannot be written: {error.Message}";
        }
    }
}

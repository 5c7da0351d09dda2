using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>Certificates with their keys as PEM files, <c>name.crt</c> and <c>name.key</c>, in one directory. Keys
/// are readable by their owner only.</summary>
internal sealed class CertificateFiles(string directory)
{
    public string PathOf(string name) => Path.Combine(directory, name);

    /// <summary>The pair of that name; null where it is missing or not readable as one.</summary>
    public X509Certificate2? Load(string name)
    {
        var (certificate, key) = (PathOf(name + ".crt"), PathOf(name + ".key"));
        if (!File.Exists(certificate) || !File.Exists(key))
            return null;
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (CryptographicException)
        {
            // A pair that does not fit together, as a crash between the two files leaves it: it is made anew.
            return null;
        }
    }

    public void Save(string name, X509Certificate2 pair)
    {
        Directory.CreateDirectory(directory);
        using var key = pair.GetECDsaPrivateKey() ?? throw new CryptographicException($"{name} has no private key");
        WriteFile(PathOf(name + ".key"), key.ExportPkcs8PrivateKeyPem() + "\n", secret: true);
        WriteFile(PathOf(name + ".crt"), pair.ExportCertificatePem() + "\n", secret: false);
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public static void WriteFile(string path, string text, bool secret)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, options))
            stream.Write(Encoding.UTF8.GetBytes(text));
        File.Move(temporary, path, overwrite: true);
    }
}

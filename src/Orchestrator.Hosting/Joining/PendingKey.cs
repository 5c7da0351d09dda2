using System.Security.Cryptography;

namespace Orchestrator.Hosting.Joining;

/// <summary>The key of a certificate that was asked for and has not come yet: kept, so that a restart asks for the same
/// one.</summary>
internal static class PendingKey
{
    /// <summary>The key in the file, or a new one that is in the file now.</summary>
    public static ECDsa LoadOrCreate(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, key.ExportPkcs8PrivateKeyPem() + "\n");
            return key;
        }
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new JoinException($"the key in {path} cannot be read: remove the file and start again", error);
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>Certificates with their keys as PEM files, <c>name.crt</c> and <c>name.key</c>, in one directory.</summary>
/// <remarks>
/// Keys are their owner's only, and so is the directory. A pair is replaced key first, while there is no certificate:
/// a crash leaves the old pair, the new one or a key alone, in whose place a pair is made, and never a certificate
/// without its key. What is there and cannot be used is refused by name and never written over.
/// </remarks>
internal sealed class CertificateFiles(string directory)
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersDirectory = OwnersFile | UnixFileMode.UserExecute;

    public string Directory { get; } = directory;

    public string PathOf(string name) => Path.Combine(Directory, name);

    public bool HasCertificate(string name) => File.Exists(PathOf(name + ".crt"));

    public bool HasKey(string name) => File.Exists(PathOf(name + ".key"));

    /// <summary>Makes the directory, or takes from others what they may do in it.</summary>
    public void Prepare()
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(Directory);
            return;
        }
        System.IO.Directory.CreateDirectory(Directory, OwnersDirectory);
        if (File.GetUnixFileMode(Directory) != OwnersDirectory)
            File.SetUnixFileMode(Directory, OwnersDirectory);
        foreach (var key in System.IO.Directory.EnumerateFiles(Directory, "*.key"))
        {
            if (File.GetUnixFileMode(key) != OwnersFile)
                File.SetUnixFileMode(key, OwnersFile);
        }
    }

    /// <summary>The pair of that name; both files are there.</summary>
    /// <param name="remedy">What to do about one that cannot be used.</param>
    /// <exception cref="CertificateFileException">One cannot be read or is damaged, or they do not belong
    /// together.</exception>
    public X509Certificate2 Load(string name, string remedy)
    {
        var (certificatePath, keyPath) = (PathOf(name + ".crt"), PathOf(name + ".key"));
        using var certificate = ReadCertificate(certificatePath, remedy);
        using var key = ReadKey(keyPath, remedy);
        try
        {
            return certificate.CopyWithPrivateKey(key);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new CertificateFileException($"{keyPath} is not the key of {certificatePath}: {remedy}", error);
        }
    }

    /// <exception cref="IOException">They cannot be written: the pair that was there is there still.</exception>
    public void Save(string name, X509Certificate2 pair)
    {
        using var key = pair.GetECDsaPrivateKey() ?? throw new CryptographicException($"{name} has no private key");
        var (certificatePath, keyPath) = (PathOf(name + ".crt"), PathOf(name + ".key"));
        WriteNew(keyPath, key.ExportPkcs8PrivateKeyPem() + "\n", secret: true);
        WriteNew(certificatePath, pair.ExportCertificatePem() + "\n", secret: false);
        // From here on nothing needs room on the disk.
        File.Delete(certificatePath);
        TakeNew(keyPath);
        TakeNew(certificatePath);
    }

    /// <summary>Writes a file whole or not at all, and to the disk before it gets its name.</summary>
    /// <remarks>The name itself is durable with the next sync of the file system, which the store's first write
    /// is.</remarks>
    public static void WriteFile(string path, string text, bool secret)
    {
        WriteNew(path, text, secret);
        TakeNew(path);
    }

    private static string New(string path) => path + ".new";

    private static void WriteNew(string path, string text, bool secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersFile;
        File.Delete(New(path));
        using var stream = new FileStream(New(path), options);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    private static void TakeNew(string path) => File.Move(New(path), path, overwrite: true);

    private static X509Certificate2 ReadCertificate(string path, string remedy)
    {
        try
        {
            return X509Certificate2.CreateFromPem(ReadText(path, remedy));
        }
        catch (CryptographicException error)
        {
            throw new CertificateFileException(
                $"{path} is damaged, no certificate can be read from it: {remedy}", error);
        }
    }

    private static ECDsa ReadKey(string path, string remedy)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(ReadText(path, remedy));
            return key;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new CertificateFileException($"{path} is damaged, no ECDSA key can be read from it: {remedy}", error);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static string ReadText(string path, string remedy)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CertificateFileException(
                $"{path} cannot be read ({error.Message}): make it readable, or {remedy}", error);
        }
    }
}

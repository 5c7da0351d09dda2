using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>Where the database is: <c>postgres://user:password@host:port/database?sslmode=require</c>, with libpq's
/// parameter names, or Npgsql's own <c>Host=…;Database=…</c>. No text made from it shows a password.</summary>
internal static class PostgresConnectionString
{
    private const int DefaultPort = 5432, CancelMs = 1000;
    private const int ConnectSeconds = 5, CommandSeconds = 10, KeepaliveSeconds = 5;

    /// <exception cref="ArgumentException">It cannot be understood; the text names the part.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var builder = IsUrl(text) ? FromUrl(text) : FromKeywords(text);
        if (string.IsNullOrEmpty(builder.Host))
            throw new ArgumentException("the connection string names no host");
        if (builder.Host.Contains(','))
            throw new ArgumentException(
                "the connection string names several hosts: name the one address that leads to the primary");
        builder.ApplicationName ??= AkkaLayout.Writer;
        builder.Database ??= builder.Username;
        // One connection is one session here: a lost one must be known by its process, and never be another's later.
        builder.Pooling = false;
        builder.Enlist = false;
        builder.IncludeErrorDetail = false;
        builder.MaxAutoPrepare = 32;
        builder.AutoPrepareMinUsages = 2;
        builder.CancellationTimeout = CancelMs;
        if (!builder.ShouldSerialize("Timeout"))
            builder.Timeout = ConnectSeconds;
        if (!builder.ShouldSerialize("Command Timeout"))
            builder.CommandTimeout = CommandSeconds;
        if (!builder.ShouldSerialize("Keepalive"))
            builder.KeepAlive = KeepaliveSeconds;
        return builder;
    }

    /// <summary>How messages name it: host, port and database.</summary>
    public static string NameOf(NpgsqlConnectionStringBuilder builder) =>
        $"PostgreSQL at {builder.Host}:{builder.Port}, database {builder.Database}";

    private static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder FromKeywords(string text)
    {
        if (!text.Contains('='))
            throw new ArgumentException("the connection string is neither a URL, postgres://…, nor Host=…;Database=…");
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception error) when (error is ArgumentException or KeyNotFoundException or FormatException)
        {
            throw new ArgumentException($"the connection string is not one of Npgsql's: {error.Message}", error);
        }
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
            throw new ArgumentException(
                "the connection string is no URL; in user and password, write characters such as @ : / ? # as %40 %3A "
                + "%2F %3F %23");
        var builder = new NpgsqlConnectionStringBuilder { Port = url.Port > 0 ? url.Port : DefaultPort };
        if (url.Host.Length > 0)
            builder.Host = Uri.UnescapeDataString(url.Host.Trim('[', ']'));
        var colon = url.UserInfo.IndexOf(':');
        if (url.UserInfo.Length > 0)
            builder.Username = Uri.UnescapeDataString(colon < 0 ? url.UserInfo : url.UserInfo[..colon]);
        if (colon >= 0)
            builder.Password = Uri.UnescapeDataString(url.UserInfo[(colon + 1)..]);
        if (url.AbsolutePath.Length > 1)
            builder.Database = Uri.UnescapeDataString(url.AbsolutePath[1..]);
        foreach (var part in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            var name = equals < 0 ? part : part[..equals];
            Set(builder, Uri.UnescapeDataString(name), equals < 0 ? "" : Uri.UnescapeDataString(part[(equals + 1)..]));
        }
        return builder;
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "host":
                builder.Host = value;
                break;
            case "port":
                builder.Port = Number(name, value);
                break;
            case "user":
                builder.Username = value;
                break;
            case "password":
                builder.Password = value;
                break;
            case "dbname":
                builder.Database = value;
                break;
            case "sslmode":
                builder.SslMode = SslModeOf(value);
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            case "sslcert":
                builder.SslCertificate = value;
                break;
            case "sslkey":
                builder.SslKey = value;
                break;
            case "sslpassword":
                builder.SslPassword = value;
                break;
            case "connect_timeout":
                builder.Timeout = Number(name, value);
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            case "options":
                builder.Options = value;
                break;
            default:
                throw new ArgumentException(
                    $"the connection URL's parameter '{name}' is not known; there are host, port, user, password, "
                    + "dbname, sslmode, sslrootcert, sslcert, sslkey, sslpassword, "
                    + "connect_timeout, application_name, options");
        }
    }

    private static SslMode SslModeOf(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new ArgumentException(
            $"sslmode '{value}' is not one of disable, allow, prefer, require, verify-ca, verify-full"),
    };

    private static int Number(string name, string value) => int.TryParse(value, out var number) && number >= 0
        ? number
        : throw new ArgumentException($"the connection URL's parameter '{name}' is not a number: '{value}'");
}

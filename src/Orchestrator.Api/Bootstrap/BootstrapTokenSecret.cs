using System.Text;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Bootstrap;

/// <summary>A bootstrap token as it is kept: the Secret <c>bootstrap-token-ID</c> in kube-system, read and
/// written.</summary>
public sealed record BootstrapTokenSecret
{
    public const string Namespace = "kube-system";
    public const string NamePrefix = "bootstrap-token-";
    public const string Type = "bootstrap.kubernetes.io/token";

    /// <summary>The group of everyone who comes with a bootstrap token.</summary>
    public const string DefaultGroup = "system:bootstrappers";

    /// <summary>The group whose requests for a node's certificate are approved, as kubeadm names it.</summary>
    public const string NodeGroup = "system:bootstrappers:kubeadm:default-node-token";

    /// <summary>What a user's name begins with; the token's id follows.</summary>
    public const string UserPrefix = "system:bootstrap:";

    private const string IdKey = "token-id";
    private const string SecretKey = "token-secret";
    private const string ExpirationKey = "expiration";
    private const string DescriptionKey = "description";
    private const string AuthenticationKey = "usage-bootstrap-authentication";
    private const string SigningKey = "usage-bootstrap-signing";
    private const string GroupsKey = "auth-extra-groups";
    private const int GroupLengthMax = 256;

    public required BootstrapToken Token { get; init; }

    /// <summary>RFC 3339; empty: never. What cannot be read counts as gone by.</summary>
    public string Expiration { get; init; } = "";

    public string Description { get; init; } = "";

    public bool MayAuthenticate { get; init; }

    public bool MaySign { get; init; }

    /// <summary>Separated by commas; each begins with <c>system:bootstrappers:</c>.</summary>
    public string ExtraGroups { get; init; } = "";

    /// <summary>The name of the Secret of a token's id.</summary>
    public static string NameOf(string id) => NamePrefix + id;

    /// <summary>Null where the object is not a bootstrap token in its place: type, namespace, and a name that agrees
    /// with the id within.</summary>
    public static BootstrapTokenSecret? Read(Secret secret)
    {
        if (secret.Type != Type || secret.Metadata.Namespace != Namespace)
            return null;
        var (id, text) = (Text(secret, IdKey), Text(secret, SecretKey));
        if (secret.Metadata.Name != NameOf(id) || id.Length != BootstrapToken.IdLength || !BootstrapToken.IsWord(id))
            return null;
        return new BootstrapTokenSecret
        {
            Token = new BootstrapToken(id, text),
            Expiration = Text(secret, ExpirationKey),
            Description = Text(secret, DescriptionKey),
            MayAuthenticate = Text(secret, AuthenticationKey) == "true",
            MaySign = Text(secret, SigningKey) == "true",
            ExtraGroups = Text(secret, GroupsKey),
        };
    }

    /// <summary>The object to create.</summary>
    public Secret ToSecret()
    {
        var data = ValueMap.Of((IdKey, Utf8(Token.Id)), (SecretKey, Utf8(Token.Secret)));
        foreach (var (key, text) in new (string, string)[]
        {
            (ExpirationKey, Expiration), (DescriptionKey, Description), (GroupsKey, ExtraGroups),
            (AuthenticationKey, MayAuthenticate ? "true" : ""), (SigningKey, MaySign ? "true" : ""),
        })
        {
            if (text.Length > 0)
                data = data.With(key, Utf8(text));
        }
        return new Secret
        {
            Metadata = new ObjectMeta { Name = NameOf(Token.Id), Namespace = Namespace },
            Type = Type,
            Data = data,
        };
    }

    /// <summary>How long it can still be used: null for ever, zero no longer.</summary>
    public TimeSpan? TimeLeft(DateTimeOffset now)
    {
        if (Expiration.Length == 0)
            return null;
        if (!Rfc3339.TryParse(Expiration, out var end) || end <= now)
            return TimeSpan.Zero;
        return end - now;
    }

    public bool IsExpired(DateTimeOffset now) => TimeLeft(now) == TimeSpan.Zero;

    /// <summary>The groups of whoever comes with it, in ordinal order; empty where one is not allowed, which
    /// <paramref name="fault"/> then names.</summary>
    public ValueList<string> Groups(out string? fault)
    {
        fault = null;
        var groups = new SortedSet<string>(StringComparer.Ordinal) { DefaultGroup };
        foreach (var group in ExtraGroups.Length == 0 ? [] : ExtraGroups.Split(','))
        {
            if (!IsGroup(group))
            {
                fault = $"bootstrap group {GoText.Quote(group)} is invalid "
                    + @"(must match \Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\z)";
                return [];
            }
            groups.Add(group);
        }
        return groups.ToValueList();
    }

    private static bool IsGroup(string group)
    {
        const string Prefix = DefaultGroup + ":";
        if (!group.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var rest = group.AsSpan(Prefix.Length);
        if (rest.Length is 0 or > GroupLengthMax || rest[^1] is ':' or '-')
            return false;
        foreach (var c in rest)
        {
            if (c is not (>= 'a' and <= 'z' or >= '0' and <= '9' or ':' or '-'))
                return false;
        }
        return true;
    }

    private static string Text(Secret secret, string key) => Encoding.UTF8.GetString(secret.Data[key].Span);

    private static Bytes Utf8(string text) => new(Encoding.UTF8.GetBytes(text));
}

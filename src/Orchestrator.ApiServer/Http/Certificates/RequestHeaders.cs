using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Http.Forwarding;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>Kubernetes' request-header authentication: a proxy with a certificate of its own authority says in headers
/// for whom it speaks. Both directions: reading what a proxy says, and saying it to another control plane.</summary>
/// <remarks>
/// <code>
///   X-Remote-User: jane
///   X-Remote-Group: developers          one header per group
///   X-Remote-Extra-Scopes%2fall: read   one per value; the key in lower case, percent-encoded
/// </code>
/// Between control planes, marked as forwarded, each name comes once and holds its values percent-encoded and separated
/// by commas: HTTP clients join headers of one name so, drop blanks at their ends, and a group may be named anything.
/// On any other connection these headers mean nothing.
/// </remarks>
internal static class RequestHeaders
{
    /// <summary>The only name that a proxy's certificate may bear.</summary>
    public const string ProxyName = "front-proxy-client";

    public const string User = "X-Remote-User";
    public const string Uid = "X-Remote-Uid";
    public const string Group = "X-Remote-Group";
    public const string ExtraPrefix = "X-Remote-Extra-";

    /// <summary>For whom a proxy speaks; null where it does not say.</summary>
    public static UserIdentity? Read(IHeaderDictionary headers)
    {
        var isForwarded = headers.ContainsKey(ForwardingHeaders.Forwarded);
        List<string> Values(string name)
        {
            var values = new List<string>();
            foreach (var line in headers[name])
                values.AddRange(isForwarded ? Unpacked(line ?? "") : [line ?? ""]);
            return values;
        }

        var name = Values(User).Find(value => value.Length > 0) ?? "";
        if (name.Length == 0)
            return null;
        var groups = Values(Group).Where(group => group.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        // As Kubernetes adds it: whoever is named has been authenticated, unless the proxy says otherwise.
        var isKnown = !groups.Contains(UserIdentity.UnauthenticatedGroup) && name != UserIdentity.Anonymous.Name;
        if (isKnown && !groups.Contains(UserIdentity.AuthenticatedGroup))
            groups.Add(UserIdentity.AuthenticatedGroup);
        ValueMap<ValueList<string>> extra = [];
        foreach (var header in headers.Keys)
        {
            if (!header.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var key = Uri.UnescapeDataString(header[ExtraPrefix.Length..]).ToLowerInvariant();
            extra = extra.With(key, Values(header).ToValueList());
        }
        return new UserIdentity(name, groups.ToValueList()) { Uid = Values(Uid).FirstOrDefault(""), Extra = extra };
    }

    /// <summary>The headers that say it to another control plane, each name once.</summary>
    public static List<(string Name, string Value)> Of(UserIdentity user)
    {
        var headers = new List<(string Name, string Value)>
        {
            (User, Packed([user.Name])), (Group, Packed(user.Groups)),
        };
        if (user.Uid.Length > 0)
            headers.Add((Uid, Packed([user.Uid])));
        foreach (var (key, values) in user.Extra)
            headers.Add((ExtraPrefix + Escaped(key), Packed(values)));
        return headers;
    }

    private static string Packed(IEnumerable<string> values) => string.Join(',', values.Select(Uri.EscapeDataString));

    private static IEnumerable<string> Unpacked(string line) => line.Split(',').Select(Uri.UnescapeDataString);

    // A header's name holds letters, digits and a few signs; all else as %xx of its UTF-8.
    private static string Escaped(string key)
    {
        var text = new StringBuilder();
        foreach (var part in Encoding.UTF8.GetBytes(key.ToLowerInvariant()))
        {
            if (char.IsAsciiLetterOrDigit((char)part) || part is (byte)'-' or (byte)'.' or (byte)'_')
                text.Append((char)part);
            else
                text.Append('%').Append(part.ToString("x2"));
        }
        return text.ToString();
    }
}

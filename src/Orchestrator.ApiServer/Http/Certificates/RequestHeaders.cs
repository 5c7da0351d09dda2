using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http.Certificates;

/// <summary>Kubernetes' request-header authentication: a proxy with a certificate of its own authority says in headers
/// for whom it speaks. Both directions: reading what a proxy says, and saying it.</summary>
/// <remarks>
/// <code>
///   X-Remote-User: jane
///   X-Remote-Group: developers          one header per group
///   X-Remote-Extra-Scopes%2fall: read   one per value; the key in lower case, percent-encoded
/// </code>
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
        var name = headers[User].ToString();
        if (name.Length == 0)
            return null;
        var groups = new List<string>();
        foreach (var group in headers[Group])
        {
            if (!string.IsNullOrEmpty(group) && !groups.Contains(group))
                groups.Add(group);
        }
        // As Kubernetes adds it: whoever is named has been authenticated, unless the proxy says otherwise.
        var isKnown = !groups.Contains(UserIdentity.UnauthenticatedGroup) && name != UserIdentity.Anonymous.Name;
        if (isKnown && !groups.Contains(UserIdentity.AuthenticatedGroup))
            groups.Add(UserIdentity.AuthenticatedGroup);
        return new UserIdentity(name, groups.ToValueList()) { Uid = headers[Uid].ToString(), Extra = ExtraOf(headers) };
    }

    /// <summary>The headers that say it.</summary>
    /// <exception cref="StatusException">400: a name that a header would change on its way.</exception>
    public static List<(string Name, string Value)> Of(UserIdentity user)
    {
        var headers = new List<(string Name, string Value)> { (User, Sendable(user.Name)) };
        if (user.Uid.Length > 0)
            headers.Add((Uid, Sendable(user.Uid)));
        foreach (var group in user.Groups)
            headers.Add((Group, Sendable(group)));
        foreach (var (key, values) in user.Extra)
        {
            foreach (var value in values)
                headers.Add((ExtraPrefix + Escaped(key), Sendable(value)));
        }
        return headers;
    }

    private static ValueMap<ValueList<string>> ExtraOf(IHeaderDictionary headers)
    {
        ValueMap<ValueList<string>> extra = [];
        foreach (var (name, values) in headers)
        {
            if (!name.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var key = Uri.UnescapeDataString(name[ExtraPrefix.Length..]).ToLowerInvariant();
            extra = extra.With(key, values.Select(value => value ?? "").ToValueList());
        }
        return extra;
    }

    // Blanks at the ends are dropped and line breaks end the header: either would make it somebody else's name.
    private static string Sendable(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
                throw NotSendable(text);
        }
        return text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
            ? text
            : throw NotSendable(text);
    }

    private static StatusException NotSendable(string text) => Statuses.BadRequest(
        $"the user, group or extra value \"{text}\" cannot be passed on to the leading control plane");

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

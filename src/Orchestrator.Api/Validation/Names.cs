using System.Buffers;

namespace Orchestrator.Api.Validation;

/// <summary>The forms names take. Each answers what is wrong, in Kubernetes' words;
/// nothing where the name is well formed.</summary>
/// <remarks>Written out by hand rather than as regular expressions: names are checked on every write, and a compiled
/// expression costs milliseconds of every start.</remarks>
public static class Names
{
    private const string Label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string Subdomain = Label + @"(\." + Label + ")*";
    private const string Qualified = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    private static readonly SearchValues<char> LowerAlphanumeric =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly SearchValues<char> LabelChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> UnderscoredLabelChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly SearchValues<char> QualifiedChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly SearchValues<char> IdentifierChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly string LabelError = Expected(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
        + "and must start and end with an alphanumeric character", Label, "my-name", "123-abc");

    private static readonly string SubdomainError = Expected(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
        + "and must start and end with an alphanumeric character", Subdomain, "example.com");

    private static readonly string UnderscoredSubdomainError = Expected(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', "
        + "and must start and end with an alphanumeric character", Subdomain, "example.com");

    private static readonly string Label1035Error = Expected(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic "
        + "character, and end with an alphanumeric character", "[a-z]([-a-z0-9]*[a-z0-9])?", "my-name", "abc-123");

    private static readonly string QualifiedError = Expected(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
        + "character", Qualified, "MyName", "my.name", "123-abc");

    private static readonly string LabelValueError = Expected(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must "
        + "start and end with an alphanumeric character", $"({Qualified})?", "MyValue", "my_value", "12345");

    private static readonly string IdentifierError = Expected(
        "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric "
        + "characters or '_'", "[A-Za-z_][A-Za-z0-9_]*", "my_name", "MY_NAME", "MyName");

    private static readonly string ConfigKeyError = Expected(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        "[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name");

    private static readonly string HeaderError = Expected(
        "a valid HTTP header must consist of alphanumeric characters or '-'", "[-A-Za-z0-9]+", "X-Header-Name");

    /// <summary>A name Kubernetes makes labels of: up to 63 of <c>a-z0-9-</c>.</summary>
    public static ValueList<string> Dns1123Label(string value)
    {
        ValueList<string> wrong = [];
        if (value.Length > 63)
            wrong = wrong.Add(MaxLength(63));
        if (!IsLabel(value, LabelChars))
            wrong = wrong.Add(IsSubdomain(value) ? "must not contain dots" : LabelError);
        return wrong;
    }

    /// <summary>Labels joined by dots, up to 253 in all: the form of most objects' names.</summary>
    public static ValueList<string> Dns1123Subdomain(string value)
    {
        ValueList<string> wrong = [];
        if (value.Length > 253)
            wrong = wrong.Add(MaxLength(253));
        if (!IsSubdomain(value))
            wrong = wrong.Add(SubdomainError);
        return wrong;
    }

    /// <summary>As <see cref="Dns1123Subdomain"/>, with underscores.</summary>
    public static ValueList<string> Dns1123SubdomainWithUnderscore(string value)
    {
        ValueList<string> wrong = [];
        if (value.Length > 253)
            wrong = wrong.Add(MaxLength(253));
        foreach (var part in value.AsSpan().Split('.'))
        {
            var label = value.AsSpan()[part];
            if (!IsLabel(label is ['_', .. var rest] ? rest : label, UnderscoredLabelChars))
                return wrong.Add(UnderscoredSubdomainError);
        }
        return wrong;
    }

    /// <summary>A label that begins with a letter: the form of Services' names.</summary>
    public static ValueList<string> Dns1035Label(string value)
    {
        ValueList<string> wrong = [];
        if (value.Length > 63)
            wrong = wrong.Add(MaxLength(63));
        if (!IsLabel(value, LabelChars) || value[0] is < 'a' or > 'z')
            wrong = wrong.Add(Label1035Error);
        return wrong;
    }

    /// <summary>An optional subdomain and <c>/</c>, then up to 63 characters: the keys of labels.</summary>
    public static ValueList<string> QualifiedName(string value)
    {
        var slash = value.IndexOf('/');
        if (slash != value.LastIndexOf('/'))
        {
            return [$"a qualified name {QualifiedError} with an optional DNS subdomain prefix and '/' "
                + "(e.g. 'example.com/MyName')"];
        }
        ValueList<string> wrong = [];
        if (slash == 0)
            wrong = ["prefix part must be non-empty"];
        else if (slash > 0)
            wrong = Dns1123Subdomain(value[..slash]).Select(text => "prefix part " + text).ToValueList();
        var name = value.AsSpan(slash + 1);
        if (name.IsEmpty)
            wrong = wrong.Add("name part must be non-empty");
        else if (name.Length > 63)
            wrong = wrong.Add("name part " + MaxLength(63));
        return IsQualified(name) ? wrong : wrong.Add("name part " + QualifiedError);
    }

    public static ValueList<string> LabelValue(string value)
    {
        ValueList<string> wrong = [];
        if (value.Length > 63)
            wrong = wrong.Add(MaxLength(63));
        return value.Length == 0 || IsQualified(value) ? wrong : wrong.Add(LabelValueError);
    }

    public static ValueList<string> CIdentifier(string value) =>
        value.Length > 0 && !char.IsAsciiDigit(value[0]) && !value.AsSpan().ContainsAnyExcept(IdentifierChars)
            ? []
            : [IdentifierError];

    /// <summary>A key in a ConfigMap or Secret.</summary>
    public static ValueList<string> ConfigMapKey(string value)
    {
        ValueList<string> wrong = [];
        if (value.Length > 253)
            wrong = wrong.Add(MaxLength(253));
        if (value.Length == 0 || value.AsSpan().ContainsAnyExcept(QualifiedChars))
            wrong = wrong.Add(ConfigKeyError);
        return value switch
        {
            "." => wrong.Add("must not be '.'"),
            ".." => wrong.Add("must not be '..'"),
            _ when value.StartsWith("..", StringComparison.Ordinal) => wrong.Add("must not start with '..'"),
            _ => wrong,
        };
    }

    /// <summary>The relaxed rule of v1.32: printable ASCII without <c>=</c>.</summary>
    public static ValueList<string> EnvVarName(string value)
    {
        if (value.Length == 0)
            return ["environment variable name must be non-empty"];
        foreach (var c in value)
        {
            if (c is < ' ' or > '~' or '=')
            {
                return ["a valid environment variable name must consist only of printable ASCII characters "
                    + "other than '='"];
            }
        }
        return [];
    }

    /// <summary>An IANA service name: up to 15 of <c>a-z0-9-</c> with a letter.</summary>
    public static ValueList<string> PortName(string value)
    {
        ValueList<string> wrong = [];
        if (value.Length > 15)
            wrong = wrong.Add(MaxLength(15));
        if (value.Length == 0 || value.AsSpan().ContainsAnyExcept(LabelChars))
            wrong = wrong.Add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        if (!value.AsSpan().ContainsAnyInRange('a', 'z'))
            wrong = wrong.Add("must contain at least one letter (a-z)");
        if (value.Contains("--", StringComparison.Ordinal))
            wrong = wrong.Add("must not contain consecutive hyphens");
        if (value is ['-', ..] or [.., '-'])
            wrong = wrong.Add("must not begin or end with a hyphen");
        return wrong;
    }

    public static ValueList<string> PortNumber(long value) => InRange(value, 1, 65535);

    public static ValueList<string> InRange(long value, long min, long max) =>
        value >= min && value <= max ? [] : [$"must be between {min} and {max}, inclusive"];

    /// <summary>A user or group id: 0 to 2³¹−1.</summary>
    public static ValueList<string> UserId(long value) => InRange(value, 0, int.MaxValue);

    public static ValueList<string> HttpHeaderName(string value) =>
        value.Length > 0 && !value.AsSpan().ContainsAnyExcept(QualifiedChars) && !value.AsSpan().ContainsAny('_', '.')
            ? []
            : [HeaderError];

    /// <summary>A string of digits and <c>%</c>.</summary>
    public static ValueList<string> Percent(string value) =>
        value.Length > 1 && value[^1] == '%' && !value.AsSpan(0, value.Length - 1).ContainsAnyExceptInRange('0', '9')
            ? []
            : [Expected(
                "a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%")];

    /// <summary>What may stand as one part of a URL's path.</summary>
    public static ValueList<string> PathSegment(string value)
    {
        if (value is "." or "..")
            return [$"may not be '{value}'"];
        ValueList<string> wrong = [];
        if (value.Contains('/'))
            wrong = wrong.Add("may not contain '/'");
        return value.Contains('%') ? wrong.Add("may not contain '%'") : wrong;
    }

    internal static string MaxLength(int length) => $"must be no more than {length} characters";

    private static bool IsSubdomain(ReadOnlySpan<char> value)
    {
        foreach (var part in value.Split('.'))
        {
            if (!IsLabel(value[part], LabelChars))
                return false;
        }
        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> value, SearchValues<char> inner) =>
        !value.IsEmpty && LowerAlphanumeric.Contains(value[0]) && LowerAlphanumeric.Contains(value[^1])
        && !value.ContainsAnyExcept(inner);

    private static bool IsQualified(ReadOnlySpan<char> value) =>
        !value.IsEmpty && char.IsAsciiLetterOrDigit(value[0]) && char.IsAsciiLetterOrDigit(value[^1])
        && !value.ContainsAnyExcept(QualifiedChars);

    private static string Expected(string message, string expression, params ReadOnlySpan<string> examples)
    {
        var text = message + " (e.g. ";
        for (var i = 0; i < examples.Length; i++)
            text += $"{(i > 0 ? " or " : "")}'{examples[i]}', ";
        return $"{text}regex used for validation is '{expression}')";
    }
}

using Orchestrator.Api.Validation;

namespace Orchestrator.Hosting;

/// <summary>What the nodes of one process are called. Pure, but for this machine's name.</summary>
internal static class NodeNaming
{
    /// <summary>The first name, then <c>name-1</c>, <c>name-2</c>, …</summary>
    /// <param name="first">As kubelets take theirs, without blanks around it and in lower case; null: this machine's
    /// name.</param>
    /// <exception cref="ArgumentException">No node can be called so; the text says why.</exception>
    public static IReadOnlyList<string> Of(string? first, int count)
    {
        var name = first is null ? OfMachine(Environment.MachineName) : Normal(first);
        var names = Series(name, count);
        foreach (var each in names)
        {
            if (Wrong(each) is { } wrong)
                throw new ArgumentException(wrong);
        }
        return names;
    }

    /// <summary>The same of a name that is known to be one.</summary>
    public static IReadOnlyList<string> Series(string name, int count) =>
        [.. Enumerable.Range(0, count).Select(i => i == 0 ? name : $"{name}-{i}")];

    /// <summary>Why no node can be called so; null where one can.</summary>
    public static string? Wrong(string name) =>
        Names.Dns1123Subdomain(name) is [var wrong, ..] ? $"no node can be called '{name}': {wrong}" : null;

    /// <summary>Without blanks around it and in lower case.</summary>
    public static string Normal(string name) => name.Trim().ToLowerInvariant();

    /// <summary>A machine may be called what no node can be, <c>my_laptop</c>: nobody should have to rename
    /// it.</summary>
    public static string OfMachine(string machine)
    {
        var name = string.Concat(
            Normal(machine).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-'));
        name = string.Join('.', name.Split('.').Select(label => label.Trim('-')).Where(label => label.Length > 0));
        return name.Length == 0 ? "node" : name;
    }
}

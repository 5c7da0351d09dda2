using System.Text.RegularExpressions;
using Akka.Configuration;
using Hocon;
using Orchestrator.Akka.Cluster.Downing;
using Orchestrator.Hosting.Clusters;
using AkkaConfig = Akka.Configuration.Config;

namespace Orchestrator.Akka.Cluster;

/// <summary>A HOCON file as Akka takes it: includes read, environment substituted, as plain text.</summary>
/// <remarks>Read by the Hocon package, which knows <c>${?NAME}</c> and <c>include</c>, and handed to Akka's own parser
/// without either. The files are under config/akka.</remarks>
public sealed partial class AkkaConfiguration
{
    /// <summary>Member addresses, <c>host:port</c> each, with commas or blanks between; made into
    /// akka.cluster.seed-nodes.</summary>
    private const string Seeds = "orchestrator.akka.seeds";

    /// <summary>Names of the Nodes of this member, with commas or blanks between; each becomes a role.</summary>
    private const string Nodes = "orchestrator.akka.nodes";

    /// <summary>Roles that the program adds.</summary>
    private const string MoreRoles = "orchestrator.akka.roles";

    /// <summary>How long the journal may be silent; see <see cref="JournalLostAfter"/>.</summary>
    private const string JournalLost = "orchestrator.akka.journal-lost-after";

    private AkkaConfiguration(string source, string text)
    {
        Source = source;
        Text = text;
    }

    /// <summary>The file it was read from.</summary>
    public string Source { get; }

    /// <summary>What Akka is given. Passwords of certificates are in it: not for logs.</summary>
    public string Text { get; }

    /// <summary>What the member is for, its Nodes' roles left out: see <see cref="ClusterRoles"/>.</summary>
    public IReadOnlyList<string> Roles =>
        [.. ConfigurationFactory.ParseString(Text).GetStringList("akka.cluster.roles", [])];

    /// <summary>It names members to join by.</summary>
    internal bool HasSeeds => ToAkka().GetStringList("akka.cluster.seed-nodes", []).Count > 0;

    /// <summary>The Nodes that the member runs.</summary>
    public IReadOnlyList<string> NodeNames => Words(ConfigurationFactory.ParseString(Text), Nodes);

    /// <summary>How long a control plane that is to write the journal may be without a word from it before it makes
    /// room for one that hears it.</summary>
    internal TimeSpan JournalLostAfter => Duration(ConfigurationFactory.ParseString(Text), JournalLost)
        ?? new JournalSightOptions().LostAfter;

    /// <exception cref="AkkaConfigurationException">The file or one that it includes is missing or not HOCON, or
    /// needs a variable
    /// that the environment does not have.</exception>
    public static AkkaConfiguration Load(string path)
    {
        var text = Read(path, path);
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            return new AkkaConfiguration(path, Check(path, Resolve(path, directory, text)));
        }
        catch (HoconParserException error)
        {
            var remedy = error.Message.Contains("Unresolved substitution", StringComparison.Ordinal)
                ? "set that environment variable, or write ${?...} where it may be missing"
                : "see the HOCON specification";
            throw new AkkaConfigurationException($"{path}: {error.Message.TrimEnd('.')}; {remedy}", error);
        }
        catch (Exception error) when (error is HoconException or HoconTokenizerException)
        {
            throw new AkkaConfigurationException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>The same with some values replaced.</summary>
    /// <param name="hocon">Plain HOCON; what it says counts first.</param>
    public AkkaConfiguration With(string hocon) => new(Source, $"{Text}\n{hocon}\n");

    /// <summary>The same with one more role.</summary>
    internal AkkaConfiguration WithRole(string role) => With($"{MoreRoles} = \"{role}\"");

    /// <remarks>Lists are made here: Hocon 2.0.4 takes no substitution beside another value within a list.</remarks>
    internal AkkaConfig ToAkka()
    {
        var config = ConfigurationFactory.ParseString(Text);
        string[] more =
            [.. Words(config, MoreRoles), .. Words(config, Nodes).Select(node => ClusterRoles.NodePrefix + node)];
        if (more.Length > 0)
            config = WithList(
                config, "akka.cluster.roles", config.GetStringList("akka.cluster.roles", []).Concat(more));
        if (Words(config, Seeds) is { Length: > 0 } seeds)
        {
            var protocol = config.GetBoolean("akka.remote.dot-netty.tcp.enable-ssl") ? "akka.ssl.tcp" : "akka.tcp";
            config = WithList(config, "akka.cluster.seed-nodes",
                seeds.Select(seed => $"{protocol}://{AkkaCluster.SystemName}@{seed}"));
        }
        return config;
    }

    private static string[] Words(AkkaConfig config, string path) =>
        config.GetString(path, "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Null where it is not said.</summary>
    /// <exception cref="FormatException">It is no duration.</exception>
    private static TimeSpan? Duration(AkkaConfig config, string path) =>
        config.HasPath(path) ? config.GetTimeSpan(path, null, allowInfinite: false) : null;

    private static AkkaConfig WithList(AkkaConfig config, string path, IEnumerable<string> items)
    {
        var list = string.Join(", ", items.Select(item => $"\"{item}\""));
        return ConfigurationFactory.ParseString($"{path} = [{list}]").WithFallback(config);
    }

    /// <summary>The text without includes and substitutions.</summary>
    /// <remarks>Included files are resolved each by itself and put in as text: to Hocon 2.0.4 what an included file
    /// says counts more than what the including one says after it.</remarks>
    private static string Resolve(string path, string directory, string text)
    {
        var whole = IncludeLine().Replace(text, line => Include(path, directory, line.Groups[1].Value));
        return HoconText.Render(HoconParser.Parse(
            whole, (kind, name) => Task.FromResult(Include(path, directory, kind, name))));
    }

    private static string Include(string path, string directory, HoconCallbackType kind, string name)
    {
        if (kind == HoconCallbackType.Url)
            throw new AkkaConfigurationException($"{path}: include url({name}) is not supported; include a file");
        return Include(path, directory, name);
    }

    private static string Include(string path, string directory, string name) =>
        Resolve(path, directory, Read(Path.Combine(directory, name), path));

    /// <remarks>No time limit: it never goes back over a line, and a machine that stands still must not end a
    /// start.</remarks>
    [GeneratedRegex("""^[ \t]*include[ \t]+"([^"\r\n]+)"[ \t]*$""", RegexOptions.Multiline)]
    private static partial Regex IncludeLine();

    private static string Read(string path, string from)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var whence = path == from ? "" : $" (included by {from})";
            throw new AkkaConfigurationException(
                $"cannot read the Akka configuration {path}{whence}: {error.Message}", error);
        }
    }

    /// <summary>Mistakes that Akka would tell only later, or not at all.</summary>
    private static string Check(string path, string text)
    {
        var config = ConfigurationFactory.ParseString(text);
        if (config.GetString("akka.actor.provider", "") != "cluster")
            throw new AkkaConfigurationException($"{path}: akka.actor.provider must be \"cluster\"");
        foreach (var seed in Words(config, Seeds))
        {
            var colon = seed.LastIndexOf(':');
            if (colon <= 0 || !ushort.TryParse(seed.AsSpan(colon + 1), out _))
                throw new AkkaConfigurationException($"{path}: {Seeds}: \"{seed}\" is not of the form host:port");
        }
        var lostAfterMin = JournalSightOptions.LostAfterMin;
        CheckDuration(
            path, config, JournalLost, lostAfterMin,
            $"{lostAfterMin.TotalSeconds:0} s or more, such as 3s: a connection that broke is made anew within less");
        CheckDuration(
            path, config, DowningSettings.StableAfterPath, DowningSettings.LookPeriod,
            $"{DowningSettings.LookPeriod.TotalMilliseconds:0} ms or more, such as 2s: it is looked no more often");
        CheckDuration(
            path, config, DowningSettings.MinorityWaitsPath, TimeSpan.Zero,
            "0 or more, such as 2s: so long fewer control planes leave the journal to more");
        return text;
    }

    private static void CheckDuration(string path, AkkaConfig config, string name, TimeSpan min, string remedy)
    {
        try
        {
            if (!(Duration(config, name) < min))
                return;
        }
        catch (FormatException)
        {
            // Told below, with what would be one.
        }
        throw new AkkaConfigurationException(
            $"{path}: {name} = \"{config.GetString(name)}\" must be a duration of {remedy}");
    }
}

using System.Text.RegularExpressions;

namespace Orchestrator.Cli.Tests;

/// <summary>build.sh and build.ps1 stand side by side in the repository's root.</summary>
public sealed partial class BuildScriptsTests
{
    [Fact]
    public void BothScripts_HaveTheSameVerbs_AndNameThemAll()
    {
        var (unix, windows) = (Read("build.sh"), Read("build.ps1"));
        var verbs = UnixVerb().Matches(unix).Select(m => m.Groups[1].Value).Order().ToList();

        Assert.Equal(["bench", "build", "cluster", "test", "up"], verbs);
        Assert.Equal(verbs, WindowsVerb().Matches(windows).Select(m => m.Groups[1].Value).Order());
        foreach (var script in (string[])[unix, windows])
            Assert.Contains("use build, up, cluster, test or bench", script);
    }

    private static string Read(string name)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, name)))
            directory = directory.Parent ?? throw new InvalidOperationException($"{name} is not above the tests");
        return File.ReadAllText(Path.Combine(directory.FullName, name));
    }

    [GeneratedRegex(@"^  ([a-z]+)\) ", RegexOptions.Multiline)]
    private static partial Regex UnixVerb();

    [GeneratedRegex(@"^    '([a-z]+)' \{", RegexOptions.Multiline)]
    private static partial Regex WindowsVerb();
}

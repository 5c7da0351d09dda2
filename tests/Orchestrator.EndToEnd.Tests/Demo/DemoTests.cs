using System.Text.RegularExpressions;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Demo;

/// <summary><c>up --demo</c>, read as the newcomer who typed it reads it.</summary>
public sealed partial class DemoTests
{
    [Fact]
    public async Task Demo_ShowsHowItComesUpAndWhatEachReplicaAnswers()
    {
        await using var cluster = await OrchestratorProcess.StartAsync("--demo");
        await Eventually.Async(() => Assert.Contains("kubectl delete", cluster.Output));

        Assert.Matches(
            @"^ready after \d+\.\d\d s at https://127\.0\.0\.1:\d+ ; export KUBECONFIG=\S+$", cluster.ReadyLine);
        var said = cluster.Output;
        Assert.Contains("deployment/hello created", said);
        Assert.Contains("service/hello created", said);
        Assert.Contains("3 of 3 replicas ready", said);
        Assert.Contains(cluster.Kubeconfig, said);
        var answers = AnswerPattern().Matches(said).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(6, answers.Count);
        Assert.Equal(3, answers.Distinct().Count());
        Assert.Equal(answers[..3], answers[3..]); // in turn
        Assert.True(cluster.Errors.Length == 0, cluster.Errors);
        Assert.Equal(0, await cluster.StopAsync());
    }

    [Fact]
    public async Task Demo_OverADirectoryThatHasItAlready_SaysSo()
    {
        await using var cluster = await OrchestratorProcess.StartAsync("--demo");
        await Eventually.Async(() => Assert.Contains("kubectl delete", cluster.Output));
        await cluster.KillAsync();

        await cluster.StartAgainAsync("--demo");

        await Eventually.Async(() => Assert.Contains("deployment/hello is there already", cluster.Output));
        await Eventually.Async(() => Assert.Equal(12, AnswerPattern().Count(cluster.Output)));
    }

    [NobodyFact]
    public async Task UserWhoMayNotBindPort80_IsServedOnTheSubstitute()
    {
        var data = Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName;
        await Run.CheckedAsync("chown", "65534:65534", data);
        await using var cluster = await OrchestratorProcess.StartInAsync(data, Machine.AsNobody, "--demo");
        await Eventually.Async(() => Assert.Contains("kubectl delete", cluster.Output));

        var url = Regex.Match(cluster.Output, @"http://(\S+):8080/");
        Assert.True(url.Success, cluster.Output);
        Assert.Equal(6, AnswerPattern().Count(cluster.Output));
        using var http = new HttpClient();
        Assert.StartsWith("Hello from hello-", await http.GetStringAsync(url.Value));
        if (Kubectl.Installed is null)
            return;
        var described = await new Kubectl(cluster.Kubeconfig).Async("describe", "service", "hello");
        Assert.Contains("proxy.orchestrator/substituted-ports: 80=8080", described);
        Assert.Contains("ProxyPortSubstituted", described);
        Assert.Contains($"reached at {url.Groups[1].Value}:8080 instead", described);
    }

    [GeneratedRegex(@"Hello from (hello-\S+) on \S+ at 127\.\d+\.\d+\.\d+")]
    private static partial Regex AnswerPattern();
}

using System.Globalization;
using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;
using Orchestrator.Hosting;
using Orchestrator.Network.Proxy;
using Spectre.Console;

namespace Orchestrator.Cli.Demo;

/// <summary><c>up --demo</c>: applies config/examples/hello.yaml, shows how it comes up, and asks the Service who
/// answers.</summary>
public static class DemoRun
{
    private const int Requests = 6;
    private const int Port = 80;

    private static readonly string[] Commands =
    [
        "kubectl get all",
        "kubectl scale deployment hello --replicas=10",
        "kubectl delete -f config/examples/hello.yaml",
    ];

    private static readonly ObjectKey Hello = new("default", "hello");
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AnswersMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswersPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends early, saying nothing more, when <paramref name="stop"/> does.</summary>
    public static async Task RunAsync(OrchestratorHost cluster, Task stop)
    {
        var output = PlainConsole.Output();
        var manifest = Path.Combine(AppContext.BaseDirectory, "examples", "hello.yaml");
        await ApplyAsync(cluster.Api, await File.ReadAllTextAsync(manifest), output);
        var ready = WatchRolloutAsync(cluster.Api, output);
        if (await Task.WhenAny(ready, stop) == stop)
            return;
        if (!await ready)
        {
            output.MarkupLine("[red]hello did not become ready[/]; kubectl describe pods -l app=hello says why");
            return;
        }
        if (!await AskAsync(cluster.Api, output))
            return;
        output.MarkupLine($"Try it: [bold]export KUBECONFIG={cluster.KubeconfigPath.EscapeMarkup()}[/] and then");
        foreach (var line in Commands)
            output.MarkupLine($"  {line}");
    }

    private static async Task ApplyAsync(IApiClient api, string yaml, IAnsiConsole output)
    {
        foreach (var json in YamlDocuments.ToJson(yaml))
        {
            var value = Read(json);
            value = value with { Metadata = value.Metadata with { Namespace = Hello.Namespace } };
            var said = "created";
            try
            {
                await api.CreateAsync(ApiKinds.Of(value.GetType()), value);
            }
            catch (StatusException error) when (error.IsAlreadyExists)
            {
                said = "is there already";
            }
            output.MarkupLine($"{value.Gvk.Kind.ToLowerInvariant()}/{value.Metadata.Name} {said}");
        }
    }

    private static KubeObject Read(byte[] json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        var kind = document.RootElement.GetProperty("kind").GetString();
        return ApiKinds.All.First(known => known.Gvk.Kind == kind).ReadJson(json);
    }

    private static async Task<bool> WatchRolloutAsync(IApiClient api, IAnsiConsole output)
    {
        using var late = new CancellationTokenSource(ReadyMax);
        var ready = -1;
        await using var watch = await api.WatchAsync(
            ApiKinds.Of<Deployment>(),
            new WatchQuery { Namespace = Hello.Namespace, FieldSelector = $"metadata.name={Hello.Name}" }, late.Token);
        try
        {
            while (true)
            {
                foreach (var change in await watch.NextAsync(late.Token))
                {
                    var deployment = (Deployment)change.Object;
                    var (now, wanted) = (deployment.Status.ReadyReplicas, deployment.Spec.Replicas ?? 1);
                    if (now != ready)
                        output.MarkupLine($"[green]{now}[/] of {wanted} replicas ready");
                    ready = now;
                    if (now == wanted)
                        return true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> AskAsync(IApiClient api, IAnsiConsole output)
    {
        var url = await UrlAsync(api);
        var wanted = (await api.GetAsync<Deployment>(Hello)).Spec.Replicas ?? 1;
        if (wanted == 0)
        {
            output.MarkupLine("hello is scaled to 0: kubectl scale deployment hello --replicas=3 brings it back");
            return false;
        }
        if (!await AllAnswerAsync(url, wanted))
        {
            output.MarkupLine($"[red]not every replica answers at {url}[/]; kubectl get endpointslices says who does");
            return false;
        }
        output.MarkupLine($"asking [bold]{url}[/], the Service's address:");
        for (var i = 0; i < Requests; i++)
            output.MarkupLine($"  {(await AnswerAsync(url)).EscapeMarkup()}");
        return true;
    }

    /// <summary>Ready replicas are a moment away from the proxy's rotation: asks until each has answered.</summary>
    private static async Task<bool> AllAnswerAsync(string url, int wanted)
    {
        using var late = new CancellationTokenSource(AnswersMax);
        var heard = new HashSet<string>(StringComparer.Ordinal);
        while (heard.Count < wanted && !late.IsCancellationRequested)
        {
            try
            {
                heard.Add(await AnswerAsync(url));
            }
            catch (HttpRequestException)
            {
                await Task.Delay(AnswersPause, CancellationToken.None);
            }
        }
        return heard.Count >= wanted;
    }

    /// <summary>Over a connection of its own, as separate users would ask.</summary>
    private static async Task<string> AnswerAsync(string url)
    {
        using var http = new HttpClient();
        return (await http.GetStringAsync(url)).Trim();
    }

    /// <summary>Port 80, or the substitute that the proxy noted on the Service.</summary>
    private static async Task<string> UrlAsync(IApiClient api)
    {
        var service = await api.GetAsync<Service>(Hello);
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var note = service.Metadata.Annotations[SubstitutePorts.Annotation] ?? "";
        var substitute = note.Split(',').FirstOrDefault(pair => pair.StartsWith($"{port}=", StringComparison.Ordinal));
        return $"http://{service.Spec.ClusterIP}:{substitute?[(port.Length + 1)..] ?? port}/";
    }
}

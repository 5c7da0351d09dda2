using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Errors;

namespace Orchestrator.Client;

/// <summary>Keeps one <see cref="Informer"/> equal to the API: lists, watches from there, and takes the watch up again
/// when it ends.</summary>
/// <remarks>
/// Child of <see cref="SharedInformersActor"/>. Lists anew only when the revision is gone (410) or unknown to the
/// server; every other failure resumes after a back-off at the last revision seen, so nothing is lost and nothing comes
/// twice.
/// </remarks>
public sealed class Reflector(IApiClient api, Informer informer) : Actor<ReflectorMessage>
{
    /// <summary>Where a watch ended sooner than this and brought nothing, the server is not well: pause before the
    /// next.</summary>
    private static readonly TimeSpan ShortWatch = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan WatchTimeoutMin = TimeSpan.FromMinutes(5);

    /// <summary>Where nothing failed for so long, the next failure is a first one again: a quiet watch brings no event
    /// that would say that the server is well.</summary>
    private static readonly TimeSpan ForgetFailuresAfter = TimeSpan.FromMinutes(2);

    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(800), TimeSpan.FromSeconds(30), Jitter: 1.0);

    private readonly List<KubeObject> _listed = [];
    private string? _resourceVersion;
    private volatile IWatch? _watch;
    private DateTimeOffset _opened;
    private bool _heard;
    private int _failures;
    private DateTimeOffset _failed;

    public override ValueTask OnStartAsync()
    {
        List(null);
        return default;
    }

    public override async ValueTask OnMessageAsync(ReflectorMessage message)
    {
        switch (message)
        {
            case Listed m:
                Take(m.Page);
                break;
            case Opened:
                Next();
                break;
            case Received m when m.Events.Count > 0:
                Take(m.Events);
                break;
            case Received:
                await EndWatchAsync();
                break;
            case Failed m:
                await RecoverAsync(m.Error);
                break;
            case RetryDue:
                Begin();
                break;
            default:
                throw new InvariantException($"unexpected {message}");
        }
    }

    public override ValueTask OnStopAsync() => CloseAsync();

    private void Begin()
    {
        if (_resourceVersion is null)
            List(null);
        else
            Open();
    }

    private void List(string? continuation)
    {
        if (continuation is null)
            _listed.Clear();
        var query = new ListQuery
        {
            Namespace = informer.Scope.Namespace,
            LabelSelector = informer.Scope.LabelSelector,
            FieldSelector = informer.Scope.FieldSelector,
            Continue = continuation,
        };
        Context.Pipe(api.ListAsync(informer.Kind, query, Ended), page => new Listed(page), Fail);
    }

    private void Take(ObjectList page)
    {
        if (page.Continue is { Length: > 0 } rest)
        {
            _listed.AddRange(page.Items);
            List(rest);
            return;
        }
        if (_listed.Count == 0)
            informer.Replace(page.Items);
        else
            informer.Replace([.. _listed, .. page.Items]);
        _listed.Clear();
        _resourceVersion = page.ResourceVersion;
        Open();
    }

    private void Open()
    {
        _heard = false;
        _opened = Time.GetUtcNow();
        Context.Pipe(OpenAsync(), () => new Opened(), Fail);
    }

    private async ValueTask OpenAsync()
    {
        var query = new WatchQuery
        {
            Namespace = informer.Scope.Namespace,
            LabelSelector = informer.Scope.LabelSelector,
            FieldSelector = informer.Scope.FieldSelector,
            ResourceVersion = _resourceVersion,
            AllowBookmarks = true,
            Timeout = WatchTimeoutMin * (1 + Context.System.Entropy.NextDouble()),
        };
        var watch = await api.WatchAsync(informer.Kind, query, Ended);
        _watch = watch;
        // The end of this incarnation may have passed between: then nobody else closes it. Closing twice is harmless.
        if (Ended.IsCancellationRequested)
            await watch.DisposeAsync();
    }

    private void Next()
    {
        var watch = _watch ?? throw new InvariantException("a reflector reads from no watch");
        Context.Pipe(watch.NextAsync(Ended), events => new Received(events), Fail);
    }

    private void Take(IReadOnlyList<WatchEvent> events)
    {
        _heard = true;
        _failures = 0;
        informer.Apply(events);
        if (events[^1].Object.ResourceVersion is { Length: > 0 } last)
            _resourceVersion = last;
        Next();
    }

    private async ValueTask EndWatchAsync()
    {
        await CloseAsync();
        if (_heard || Time.GetUtcNow() - _opened >= ShortWatch)
            Open();
        else
            Pause();
    }

    private async ValueTask RecoverAsync(Exception error)
    {
        await CloseAsync();
        if (error is StatusException { IsExpired: true } or StatusException { IsResourceVersionTooLarge: true })
            _resourceVersion = null;
        Pause();
    }

    private void Pause()
    {
        var now = Time.GetUtcNow();
        _failures = now - _failed >= ForgetFailuresAfter ? 1 : _failures + 1;
        _failed = now;
        Context.Timers.Once(nameof(RetryDue), Pauses.After(_failures, Context.System.Entropy), new RetryDue());
    }

    private async ValueTask CloseAsync()
    {
        if (_watch is { } watch)
        {
            _watch = null;
            await watch.DisposeAsync();
        }
    }

    private static Failed Fail(Exception error) => new(error);

    private sealed record Listed(ObjectList Page) : ReflectorMessage;

    private sealed record Opened : ReflectorMessage;

    private sealed record Received(IReadOnlyList<WatchEvent> Events) : ReflectorMessage;

    private sealed record Failed(Exception Error) : ReflectorMessage;

    private sealed record RetryDue : ReflectorMessage;
}

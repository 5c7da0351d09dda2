using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Queues;

public class WorkQueueTests
{
    private readonly ManualTime _time = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() => _queue = new WorkQueue<string>(_time);

    [Fact]
    public void AddedTwice_IsTakenOnce()
    {
        _queue.Add("a");
        _queue.Add("a");

        Assert.Equal(["a"], TakeAll());
    }

    [Fact]
    public void AddedWhileProcessing_IsReadyOnlyAfterDone()
    {
        _queue.Add("a");
        Assert.True(_queue.TryTake(out _));
        _queue.Add("a");

        Assert.False(_queue.TryTake(out _));
        _queue.Done("a");
        Assert.Equal(["a"], TakeAll());
    }

    [Fact]
    public void DoneWithoutNews_IsNotReady()
    {
        _queue.Add("a");
        Assert.True(_queue.TryTake(out _));
        _queue.Done("a");

        Assert.Empty(TakeAll());
    }

    [Fact]
    public void AddedLater_IsReadyWhenDue()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(4));
        _queue.MoveDue();
        Assert.Empty(TakeAll());

        _time.Advance(TimeSpan.FromSeconds(1));
        _queue.MoveDue();
        Assert.Equal(["a"], TakeAll());
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public void ClockIsSet_AddedLater_IsReadyWhenDue(int hours)
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _time.Jump(TimeSpan.FromHours(hours));
        _queue.MoveDue();
        Assert.Empty(TakeAll());

        _time.Advance(TimeSpan.FromSeconds(5));
        _queue.MoveDue();
        Assert.Equal(["a"], TakeAll());
    }

    [Fact]
    public void AddedLaterTwice_TheEarlierHoldsAndComesOnce()
    {
        _queue.AddAfter("a", TimeSpan.FromSeconds(5));
        _queue.AddAfter("a", TimeSpan.FromSeconds(2));
        _queue.AddAfter("a", TimeSpan.FromSeconds(9));

        Assert.Equal(_queue.Now + TimeSpan.FromSeconds(2), _queue.NextDue);
        _time.Advance(TimeSpan.FromSeconds(20));
        _queue.MoveDue();
        Assert.Equal(["a"], TakeAll());
        Assert.Null(_queue.NextDue);
    }

    [Fact]
    public void DelayedKeys_ComeInOrderOfTheirDates()
    {
        _queue.AddAfter("late", TimeSpan.FromSeconds(2));
        _queue.AddAfter("soon", TimeSpan.FromSeconds(1));
        _queue.AddAfter("also-soon", TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        _queue.MoveDue();

        Assert.Equal(["soon", "also-soon", "late"], TakeAll());
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(18, 655_360)]
    [InlineData(19, 1_000_000)]
    [InlineData(64, 1_000_000)]
    public void RateLimited_PauseDoublesUpToItsMost(int failures, double milliseconds)
    {
        for (var i = 1; i < failures; i++)
        {
            _queue.AddRateLimited("a");
            _time.Advance(TimeSpan.FromHours(1));
            _queue.MoveDue();
        }
        TakeAll();
        _queue.AddRateLimited("a");

        Assert.Equal(_queue.Now + TimeSpan.FromMilliseconds(milliseconds), _queue.NextDue);
        Assert.Equal(failures, _queue.Failures("a"));
    }

    [Fact]
    public void Forgotten_BeginsWithTheShortestPauseAgain()
    {
        _queue.AddRateLimited("a");
        _queue.Forget("a");
        Assert.Equal(0, _queue.Failures("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        _queue.MoveDue();
        _queue.AddRateLimited("a");

        Assert.Equal(_queue.Now + TimeSpan.FromMilliseconds(5), _queue.NextDue);
    }

    /// <summary>Any history: no key in two hands, and none that was added is lost.</summary>
    [Fact]
    public void AnyHistory_LosesNoKeyAndDoublesNone()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var choices = new Orchestrator.Actors.SeededEntropy(seed);
            var time = new ManualTime();
            var queue = new WorkQueue<int>(time);
            HashSet<int> processing = [];
            HashSet<int> owed = [];
            for (var step = 0; step < 300; step++)
            {
                var key = choices.Next(5);
                switch (choices.Next(4))
                {
                    case 0:
                        queue.Add(key);
                        owed.Add(key);
                        break;
                    case 1:
                        queue.AddAfter(key, TimeSpan.FromSeconds(choices.Next(4)));
                        owed.Add(key);
                        break;
                    case 2 when queue.TryTake(out var taken):
                        Assert.True(processing.Add(taken), $"seed {seed}: {taken} is in two hands");
                        owed.Remove(taken);
                        break;
                    case 3 when processing.Count > 0:
                        var done = processing.First();
                        processing.Remove(done);
                        queue.Done(done);
                        break;
                }
                time.Advance(TimeSpan.FromSeconds(choices.Next(2)));
                queue.MoveDue();
            }
            foreach (var key in processing)
                queue.Done(key);
            time.Advance(TimeSpan.FromMinutes(1));
            queue.MoveDue();
            while (queue.TryTake(out var taken))
            {
                owed.Remove(taken);
                queue.Done(taken);
            }
            Assert.True(owed.Count == 0, $"seed {seed}: lost {string.Join(',', owed)}");
        }
    }

    private List<string> TakeAll()
    {
        List<string> taken = [];
        while (_queue.TryTake(out var key))
            taken.Add(key);
        taken.ForEach(_queue.Done);
        return taken;
    }
}

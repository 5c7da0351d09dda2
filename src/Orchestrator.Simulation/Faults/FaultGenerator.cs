using Orchestrator.Simulation.Cluster;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Simulation.Faults;

/// <summary>What goes wrong, as a seed decides: one fault at a time begins, and those that last end by
/// themselves.</summary>
internal sealed class FaultGenerator(SimulatedCluster cluster, Entropy chance)
{
    private static readonly DiskFaults BadDisk =
        new() { Stall = 0.01, FailBefore = 0.03, FailAfter = 0.03, FailRead = 0.03 };

    private readonly List<(TimeSpan Until, Action End)> _lasting = [];
    private readonly List<string> _held = [];
    private readonly List<string> _log = [];

    private SimulatedActorSystem System => cluster.System;

    /// <summary>What went wrong and when, for whoever has to explain a seed.</summary>
    public IReadOnlyList<string> Log => _log;

    public void Act()
    {
        EndDue();
        switch (chance.Next(24))
        {
            case 0:
                RestartControlPlane();
                break;
            case 1 or 2 or 3 or 4 or 5:
                Crash(Pick(Crashable()));
                break;
            case 6 or 7:
                DropWatches(Pick(cluster.Links));
                break;
            case 8 or 9:
                Worsen(Pick(cluster.Links));
                break;
            case 10:
                CutOff(Pick(cluster.Links));
                break;
            case 11 or 12:
                DieAndReturn(Pick(cluster.Nodes));
                break;
            case 13 or 14:
                SpoilDisk();
                break;
            case 15 or 16:
                Hold(Pick(Crashable()));
                break;
            case 17:
                Slow(Pick(Crashable()));
                break;
            case 18:
                Jump(TimeSpan.FromSeconds(chance.Next(400) - 90));
                break;
            case 19 or 20:
                EndContainer(Pick(cluster.Nodes));
                break;
            case 21 when cluster.ControlPlanes.Count > 1:
                Harm(Pick(cluster.ControlPlanes));
                break;
            case 21 or 22 or 23 when cluster.Candidates is { } candidates:
                ActOn(Pick(candidates.All));
                break;
        }
    }

    /// <summary>All is well from now on; what had died is back.</summary>
    public void EndAll()
    {
        foreach (var (_, end) in _lasting)
            end();
        _lasting.Clear();
        foreach (var link in cluster.Links)
            link.Heal();
        cluster.Disk.Faults = DiskFaults.None;
        cluster.Disk.IsFull = false;
        foreach (var node in cluster.Nodes)
            node.Start();
        foreach (var plane in cluster.ControlPlanes)
            plane.Start();
        foreach (var candidate in cluster.Candidates?.All ?? [])
            candidate.Start();
    }

    private void EndDue()
    {
        for (var i = _lasting.Count - 1; i >= 0; i--)
        {
            if (_lasting[i].Until > System.Clock.Elapsed)
                continue;
            var end = _lasting[i].End;
            _lasting.RemoveAt(i);
            end();
        }
    }

    private void Lasts(int secondsMax, Action end) =>
        _lasting.Add((System.Clock.Elapsed + TimeSpan.FromSeconds(1 + chance.Next(secondsMax)), end));

    private void RestartControlPlane()
    {
        var plane = Pick(cluster.ControlPlanes);
        var inOrder = chance.Next(2) == 0;
        if (!plane.IsRunning)
            return;
        Note($"{plane.Address} {(inOrder ? "stops and starts" : "dies and returns")}");
        if (inOrder)
            WakeAll();
        else
            WakeHeld();
        plane.SetCut(false);
        if (inOrder)
            plane.Stop();
        else
            plane.Kill();
        if (cluster.ControlPlanes.Count == 1 || chance.Next(2) == 0)
            plane.Start();
        else
            Lasts(60, () => { WakeHeld(); plane.Start(); });
    }

    private void Harm(ControlPlaneProcess plane)
    {
        if (chance.Next(2) == 0)
            Stall(plane);
        else
            CutOffJournal(plane);
    }

    private void CutOffJournal(ControlPlaneProcess plane)
    {
        Note($"{plane.Address} is cut off from the journal");
        plane.SetCut(true);
        Lasts(30, () => plane.SetCut(false));
    }

    /// <summary>The whole process gets no turn; others take over what it led.</summary>
    private void Stall(ControlPlaneProcess plane)
    {
        Note($"{plane.Address} is stopped");
        plane.IsHeld = true;
        foreach (var root in plane.Roots)
        {
            _held.Add(root);
            System.Pause(root);
        }
        Lasts(30, () =>
        {
            plane.IsHeld = false;
            foreach (var root in plane.Roots)
            {
                _held.Remove(root);
                System.Resume(root);
            }
        });
    }

    /// <summary>Nobody holds a process that starts or stops in order: it would wait for ever.</summary>
    private void WakeHeld()
    {
        foreach (var path in _held)
            System.Resume(path);
    }

    private void WakeAll()
    {
        WakeHeld();
        foreach (var candidate in cluster.Candidates?.All ?? [])
            System.Resume(candidate.Root);
    }

    private void Crash(string path)
    {
        Note($"{path} crashes");
        System.Crash(path);
    }

    private void DropWatches(Link link)
    {
        Note($"the watches of {link.Name} break");
        link.DropWatches();
    }

    private void Jump(TimeSpan by)
    {
        Note($"the clock jumps by {by}");
        System.Clock.Jump(by);
    }

    private void Worsen(Link link)
    {
        Note($"{link.Name} has a bad link");
        link.LoseRequest = 0.1 * chance.Next(4);
        link.LoseAnswer = 0.1 * chance.Next(4);
        link.DelayMax = TimeSpan.FromMilliseconds(chance.Next(3000));
        Lasts(120, link.Heal);
    }

    private void CutOff(Link link)
    {
        Note($"{link.Name} is cut off");
        link.Cut();
        Lasts(200, link.Heal);
    }

    private void DieAndReturn(SimulatedNode node)
    {
        Note($"{node.Name} dies");
        if (chance.Next(2) == 0)
            node.Kill();
        else
            node.LosePower();
        // Long enough, at times, for its Pods to be given up.
        Lasts(chance.Next(3) == 0 ? 900 : 60, node.Start);
    }

    private void SpoilDisk()
    {
        var disk = cluster.Disk;
        Note("the disk goes bad");
        if (chance.Next(3) == 0)
            disk.IsFull = true;
        else
            disk.Faults = BadDisk;
        Lasts(60, () =>
        {
            disk.IsFull = false;
            disk.Faults = DiskFaults.None;
        });
    }

    private void Hold(string path)
    {
        Note($"{path} is held");
        _held.Add(path);
        System.Pause(path);
        Lasts(60, () =>
        {
            _held.Remove(path);
            System.Resume(path);
        });
    }

    private void Slow(string path)
    {
        var delay = TimeSpan.FromMilliseconds(1 + chance.Next(500));
        Note($"{path} is slow by {delay}");
        System.Delay = p => p == path ? delay : TimeSpan.Zero;
        Lasts(60, () => System.Delay = null);
    }

    private void ActOn(Candidate candidate)
    {
        switch (chance.Next(5))
        {
            case 0:
                Note($"{candidate.Name} dies");
                WakeAll();
                candidate.Kill();
                Lasts(60, candidate.Start);
                break;
            case 1:
                Note($"{candidate.Name} stops");
                WakeAll();
                candidate.Stop();
                Lasts(60, candidate.Start);
                break;
            case 2:
                candidate.Clock.Skew = TimeSpan.FromMinutes(chance.Next(1200) - 600);
                Note($"{candidate.Name}'s wall clock is off by {candidate.Clock.Skew}");
                break;
            default:
                Sleep(candidate);
                break;
        }
    }

    /// <summary>It gets no turn for as long as others need to take over, wakes, and goes on in the middle of what it
    /// did.</summary>
    private void Sleep(Candidate candidate)
    {
        Note($"{candidate.Name} sleeps");
        System.Pause(candidate.Root);
        Lasts(120, () => System.Resume(candidate.Root));
    }

    private void EndContainer(SimulatedNode node)
    {
        var pods = node.Runtime is null ? [] : node.Pods();
        if (pods.Count == 0)
            return;
        var containers = Pick(pods).Containers;
        if (containers.Count > 0)
            Exit(node, Pick(containers).Id, chance.Next(2));
    }

    private void Exit(SimulatedNode node, string container, int code)
    {
        Note($"container {container} on {node.Name} ends with {code}");
        node.Runtime.Exit(container, code);
    }

    private void Note(string what) => _log.Add($"{System.Clock.Elapsed:hh\\:mm\\:ss\\.fff} #{System.Steps} {what}");

    /// <summary>Everything but the checks themselves, and the cluster's view of who lives.</summary>
    private List<string> Crashable() =>
        [.. System.LivePaths.Where(path => !path.StartsWith("/observer", StringComparison.Ordinal)
            && path != "/placement")];

    private T Pick<T>(IReadOnlyList<T> items) => items[chance.Next(items.Count)];
}

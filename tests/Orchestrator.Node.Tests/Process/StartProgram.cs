using System.Diagnostics;
using Orchestrator.Node.Process;

namespace Orchestrator.Node.Tests.Process;

/// <summary>A program that starts one container and stands still at a step of it, to be killed there.</summary>
/// <remarks>Arguments: directory, step, script. Says one line when it is there. The steps are
/// <see cref="StartStep"/>'s, and two inside posix_spawn, where a file that is a pipe without reader holds the forked
/// child in its open: <c>Forked</c>, before it has said that it begins, and <c>Begun</c>, after.</remarks>
internal static class StartProgram
{
    public const string Uid = "11111111-2222-4333-8444-555555555555";
    public const string Forked = "Forked";
    public const string Begun = "Begun";

    public static async Task<int> Main(string[] args)
    {
        var (directory, step, script) = (args[0], args[1], args[2]);
        await using var runtime = await ProcessRuntime.OpenAsync(
            new() { PodsDirectory = directory, OnStep = at => Reach(at, step, directory) }, TimeProvider.System);
        await runtime.RunSandboxAsync(new(Uid, "default", "web"));
        var id = await runtime.CreateContainerAsync(Uid, new() { Name = "app", Argv = ["sh", "-c", script] });
        await runtime.StartContainerAsync(id);
        return 1; // nobody stopped us
    }

    private static void Reach(StartStep at, string wanted, string directory)
    {
        if (at == StartStep.Noted && wanted is Forked or Begun)
        {
            var log = Directory.GetFiles(directory, "0.log", SearchOption.AllDirectories).Single();
            File.Delete(log);
            var pipe = wanted == Begun ? Path.ChangeExtension(log, ".begun") : log;
            if (wanted == Begun)
                File.Create(log).Dispose();
            using var made = System.Diagnostics.Process.Start("mkfifo", pipe);
            made.WaitForExit();
            Console.WriteLine(pipe);
        }
        else if (at.ToString() == wanted)
        {
            Console.WriteLine(wanted);
            Thread.Sleep(Timeout.Infinite);
        }
    }
}

using System.CommandLine;
using System.Runtime.InteropServices;
using Orchestrator.ApiServer.Http;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator version</c>: this program's version and the Kubernetes version it speaks.</summary>
public static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command(
            "version", "Prints the versions of this program and of the Kubernetes API it serves.");
        command.SetAction(parsed =>
        {
            var version = typeof(VersionCommand).Assembly.GetName().Version!;
            Console.WriteLine($"orchestrator {version.Major}.{version.Minor}.{version.Build}");
            Console.WriteLine($"Kubernetes {KubernetesVersion.Text}");
            Console.WriteLine($"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}");
            return 0;
        });
        return command;
    }
}

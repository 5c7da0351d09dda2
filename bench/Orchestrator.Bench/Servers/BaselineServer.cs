using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Orchestrator.Bench.Servers;

/// <summary>The floor: Kestrel with TLS and HTTP/2 that reads each request and answers 1.1 KiB, and does nothing else.</summary>
public static class BaselineServer
{
    private const int AnswerBytes = 1126;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(new string('x', AnswerBytes));

    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var certificate = SelfSigned();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            });
        });
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(cancellation);
        using var self = Process.GetCurrentProcess();
        var seconds = (DateTime.Now - self.StartTime).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready after {seconds:0.00} s at {app.Urls.First()}"));
        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, CancellationToken.None, default, TaskScheduler.Default);
        return 0;
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        var reader = http.Request.BodyReader;
        while (http.Request.Method != "GET")
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }
        http.Response.StatusCode = http.Request.Method == "POST" ? 201 : 200;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Body.Length;
        http.Response.BodyWriter.Write(Body);
        await http.Response.BodyWriter.FlushAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=baseline", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}

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
using Microsoft.Extensions.Hosting;

namespace Orchestrator.Bench.Servers;

/// <summary>The floor: Kestrel with TLS and HTTP/2 that reads each request and answers 1.1 KiB.</summary>
/// <remarks>Durable, it appends what is posted to one file and answers when that is on disk.</remarks>
public static class BaselineServer
{
    private const int AnswerBytes = 1126;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(new string('x', AnswerBytes));

    public static async Task<int> RunAsync(bool isDurable, CancellationToken cancellation)
    {
        using var file = isDurable ? new DurableFile() : null;
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
        app.Run(http => AnswerAsync(http, file));
        await app.StartAsync(cancellation);
        using var self = Process.GetCurrentProcess();
        var seconds = (DateTime.Now - self.StartTime).TotalSeconds;
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"ready after {seconds:0.00} s at {app.Urls.First()}"));
        await HostingAbstractionsHostExtensions.WaitForShutdownAsync(app, cancellation);
        return 0;
    }

    private static async Task AnswerAsync(HttpContext http, DurableFile? file)
    {
        var posted = http.Request.Method == "GET" ? [] : await BodyAsync(http);
        if (file is not null && posted.Length > 0)
            await file.AppendAsync(posted, http.RequestAborted);
        http.Response.StatusCode = http.Request.Method == "POST" ? 201 : 200;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Body.Length;
        http.Response.BodyWriter.Write(Body);
        await http.Response.BodyWriter.FlushAsync();
    }

    private static async ValueTask<byte[]> BodyAsync(HttpContext http)
    {
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            if (!read.IsCompleted)
            {
                http.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }
            var body = read.Buffer.ToArray();
            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            return body;
        }
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

using LocalRuntime.TestApp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddOptions<CheckedOptions>().BindConfiguration("Checked").ValidateDataAnnotations().ValidateOnStart();
builder.Build().Run();

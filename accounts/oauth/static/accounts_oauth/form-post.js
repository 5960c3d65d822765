// The answer to an application (response_mode=form_post) goes on by itself.
document.querySelector("form[data-form-post]").submit();
